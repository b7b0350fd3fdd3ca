// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;

/**
 * What {@code /dev/sev-guest} answers: status u32, report size u32, 24 reserved bytes, the report,
 * then the rest of a buffer of 4000 bytes (attestation.md, 2.1).
 */
public final class ReportResponse {
  private static final int RESERVED = 24;

  private ReportResponse() {}

  /**
   * The report inside.
   *
   * @throws Rejected {@link Reason#REPORT_LENGTH} for an error status, another size or a cut buffer
   */
  public static Bytes report(Bytes response) throws Rejected {
    var reader = new BoundedReader(response, Reason.REPORT_LENGTH);
    var status = reader.u32le();
    var size = reader.u32le();
    reader.take(RESERVED);
    if (status != 0 || size != SnpReport.SIZE) {
      var detail = "firmware status " + status + ", report of " + size + " bytes";
      throw new Rejected(Reason.REPORT_LENGTH, detail);
    }
    return reader.take(size);
  }
}
