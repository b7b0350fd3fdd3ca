// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.eventlog.Ccel;
import dev.aver.attestation.tdx.eventlog.CcelTable;
import dev.aver.attestation.tdx.eventlog.EventLog;
import dev.aver.attestation.tdx.eventlog.RuntimeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The event logs of a case, replayed and held against the registers of its quote. */
final class TdxEventLogs {
  private static final String RUNTIME = "event_log";
  private static final String CCEL = "ccel-event-log";
  private static final String TABLE = "ccel-acpi-table";

  private final EvidenceCase asked;
  private final CaseFiles files;

  TdxEventLogs(EvidenceCase asked, CaseFiles files) {
    this.asked = asked;
    this.files = files;
  }

  /** Whether the case has a log. */
  static boolean in(EvidenceCase asked) {
    return asked.has(RUNTIME) || asked.has(CCEL);
  }

  /**
   * What stands against the logs; their replay goes to {@code details}.
   *
   * @param quote whose registers they must replay to; without one they need only be whole
   */
  List<Reason> check(Optional<Bytes> quote, Json.Builder details) {
    var reasons = new ArrayList<Reason>();
    try {
      if (asked.has(RUNTIME)) {
        var log = RuntimeLog.parse(files.of(RUNTIME));
        details.put("event_log_replay", registers(log));
        requireReplay(log, quote);
      }
      if (asked.has(TABLE)) {
        CcelTable.parse(files.of(TABLE));
      }
      if (asked.has(CCEL)) {
        var ccel = Ccel.parse(files.of(CCEL));
        details.put("ccel", describe(ccel, quote));
        requireReplay(ccel.log(), quote);
      }
    } catch (Rejected e) {
      reasons.add(e.reason());
    }
    return reasons;
  }

  private static void requireReplay(EventLog log, Optional<Bytes> quote) throws Rejected {
    if (quote.isPresent()) {
      log.requireReplayOf(TdxQuote.inspect(quote.get()).report());
    }
  }

  private static Json registers(EventLog log) {
    var registers = Json.object();
    var replay = log.replay();
    for (var i = 0; i < replay.size(); i++) {
      registers.put("rtmr" + i, replay.get(i).hex());
    }
    return registers.build();
  }

  private static Json describe(Ccel ccel, Optional<Bytes> quote) throws Rejected {
    var algorithms = Json.object();
    ccel.algorithms()
        .forEach(
            (algorithm, size) ->
                algorithms.put(String.format(Locale.ROOT, "0x%04x", algorithm), size));
    var described =
        Json.object()
            .put("events", ccel.count())
            .put("algorithms", algorithms.build())
            .put("used_bytes", ccel.used());
    if (quote.isPresent()) {
      var registers = TdxQuote.inspect(quote.get()).report().rtmrs();
      described.put("replay_matches_rtmr0_3", ccel.log().replay().equals(registers));
    }
    return described.build();
  }
}
