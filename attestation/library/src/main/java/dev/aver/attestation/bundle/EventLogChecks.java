// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.eventlog.Ccel;
import dev.aver.attestation.tdx.eventlog.RuntimeLog;

/**
 * Event logs that travel with evidence. Nobody has to bring one; one that is brought must replay to
 * the registers of the quote, or whoever reads it later would believe what was never measured.
 */
final class EventLogChecks {
  private final EvidenceBundle evidence;
  private final Findings findings;

  EventLogChecks(EvidenceBundle evidence, Findings findings) {
    this.evidence = evidence;
    this.findings = findings;
  }

  /** What stands against a log goes to hardware.8, the demands on what was measured. */
  void check() {
    for (var log : evidence.eventLogs()) {
      try {
        parse(log).requireReplayOf(report());
      } catch (Rejected e) {
        findings.fail(CheckName.HARDWARE_8, e);
      }
    }
  }

  private static dev.aver.attestation.tdx.eventlog.EventLog parse(EventLog log) throws Rejected {
    return switch (log.format()) {
      case CCEL -> Ccel.parse(log.data()).log();
      case TDX_RUNTIME -> RuntimeLog.parse(log.data());
    };
  }

  private TdReport report() throws Rejected {
    if (evidence.endorsements() instanceof Endorsements.Tdx) {
      return TdxQuote.inspect(evidence.hardwareReport()).report();
    }
    throw new Rejected(Reason.EVENT_LOG_FORMAT, "an event log of TDX beside other evidence");
  }
}
