// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import dev.aver.enclave.attester.device.ReportSource;
import java.io.IOException;
import java.time.Duration;

/**
 * A real SEV-SNP machine. A report leaves here only if it has the form of one and is over what was
 * asked; that it is authentic is for verifiers to find out.
 */
final class VendorSnp implements HardwareTee {
  /** What public clouds keep up with (operations.md, 1.3), with room to spare. */
  private static final Duration PACE = Duration.ofSeconds(2);

  private final ReportSource source;

  VendorSnp(ReportSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "sev-snp";
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public Quoted report(Bytes reportData) throws IOException {
    var raw = source.report(reportData);
    var report = parsed(raw.report());
    if (!report.reportData().equals(reportData)) {
      throw new NoReport(Why.OTHER_DATA, "a report over other data than asked");
    }
    return new Quoted(report.raw(), HostCertificates.endorsements(report, raw.certificates()));
  }

  private static SnpReport parsed(Bytes report) throws NoReport {
    try {
      return SnpReport.parse(report);
    } catch (Rejected e) {
      throw new NoReport(Why.MALFORMED, "the report: " + e.getMessage());
    }
  }
}
