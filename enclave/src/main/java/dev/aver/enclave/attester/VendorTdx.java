// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import dev.aver.enclave.attester.device.ReportSource;
import java.io.IOException;
import java.time.Duration;

/**
 * A real TDX machine. A quote leaves here only if it has the form of one and is over what was
 * asked; it comes without any endorsement, which the relay fetches.
 */
final class VendorTdx implements HardwareTee {
  /** As of SEV-SNP: the driver has one buffer, and the quoting service serves all guests. */
  private static final Duration PACE = Duration.ofSeconds(2);

  private final ReportSource source;

  VendorTdx(ReportSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "tdx";
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public Quoted report(Bytes reportData) throws IOException {
    var raw = source.report(reportData).report();
    if (!parsed(raw).report().reportData().equals(reportData)) {
      throw new NoReport(Why.OTHER_DATA, "a quote over other data than asked");
    }
    return new Quoted(raw, Json.object().build());
  }

  private static TdxQuote parsed(Bytes quote) throws NoReport {
    try {
      return TdxQuote.parse(quote);
    } catch (Rejected e) {
      throw new NoReport(Why.MALFORMED, "the quote: " + e.getMessage());
    }
  }
}
