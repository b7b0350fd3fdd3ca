// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.eventlog;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.tdx.abi.TdReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The extensions of the runtime registers in their order.
 *
 * @param events those of RTMR0 to RTMR3; whatever a log holds besides extends none of them
 */
public record EventLog(List<MeasuredEvent> events) {
  /** The number of runtime registers. */
  public static final int REGISTERS = 4;

  /** The largest log that is looked at, in bytes; genuine ones have 20 to 100 KiB. */
  public static final int MAX_SIZE = 1024 * 1024;

  /** The most events that are looked at. */
  static final int MAX_EVENTS = 16 * 1024;

  /** Size of a digest and of a register in bytes: SHA-384. */
  static final int DIGEST_SIZE = TdReport.REGISTER_SIZE;

  private static final Bytes AT_LAUNCH = Bytes.of(new byte[DIGEST_SIZE]);

  /** Copies the list. */
  public EventLog {
    events = List.copyOf(events);
  }

  /** The four registers after all events, each zero at launch (attestation.md, 2.3). */
  public List<Bytes> replay() {
    var registers = new ArrayList<>(Collections.nCopies(REGISTERS, AT_LAUNCH));
    for (var event : events) {
      var before = registers.get(event.register());
      registers.set(event.register(), Hashes.sha384(before, event.digest()));
    }
    return List.copyOf(registers);
  }

  /** The registers that this log explains: those it has events for. */
  public SortedSet<Integer> explained() {
    var registers = new TreeSet<Integer>();
    events.forEach(event -> registers.add(event.register()));
    return registers;
  }

  /**
   * Requires that every register the log explains is the one of a report.
   *
   * @throws Rejected {@link Reason#RTMR_MISMATCH}
   */
  public void requireReplayOf(TdReport report) throws Rejected {
    var registers = replay();
    for (var register : explained()) {
      if (!registers.get(register).equals(report.rtmrs().get(register))) {
        throw new Rejected(
            Reason.RTMR_MISMATCH, "the event log does not replay to RTMR" + register);
      }
    }
  }
}
