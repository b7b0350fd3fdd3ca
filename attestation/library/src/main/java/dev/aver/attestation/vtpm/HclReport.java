// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.vtpm;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;

/**
 * What the paravisor keeps in the vTPM's NV index 0x01400001 (attestation.md, 4): a hardware report
 * and the runtime data whose hash that report carries. Nothing of it has been verified.
 *
 * @param hardwareReport 1184 bytes: an SNP report, or a TDREPORT and padding
 * @param reportType {@link #SNP} or {@link #TDX}
 * @param hashType {@link #SHA256}
 * @param runtimeData the exact bytes of the JSON that names the vTPM's key
 */
public record HclReport(Bytes hardwareReport, int reportType, int hashType, Bytes runtimeData) {
  /** Report type of SEV-SNP. */
  public static final int SNP = 2;

  /** Report type of TDX. */
  public static final int TDX = 4;

  /** Hash type of SHA-256, the only one that is verified. */
  public static final int SHA256 = 1;

  private static final Bytes SIGNATURE = Bytes.utf8("HCLA");
  private static final int MAX_SIZE = 64 * 1024;
  private static final int REST_OF_HEADER = 28;
  private static final int REPORT_SIZE = 1184;
  private static final int RUNTIME_HEADER = 20;

  /**
   * Parses a report; behind the runtime data there may be zeros only.
   *
   * @throws Rejected {@link Reason#HCL_FORMAT}
   */
  public static HclReport parse(Bytes blob) throws Rejected {
    if (blob.size() > MAX_SIZE) {
      throw bad(blob.size() + " bytes, at most " + MAX_SIZE);
    }
    var reader = new BoundedReader(blob, Reason.HCL_FORMAT);
    if (!reader.take(SIGNATURE.size()).equals(SIGNATURE)) {
      throw bad("does not begin with HCLA");
    }
    reader.take(REST_OF_HEADER);
    var hardwareReport = reader.take(REPORT_SIZE);
    var size = reader.u32le();
    reader.u32le(); // version of the runtime header: its layout has not changed since the first
    var reportType = reader.u32le();
    var hashType = reader.u32le();
    var length = reader.u32le();
    if (size != length + RUNTIME_HEADER) {
      throw bad("runtime data of " + length + " bytes in a part of " + size);
    }
    if (reportType != SNP && reportType != TDX || hashType != SHA256) {
      throw bad("report type " + reportType + " with hash type " + hashType);
    }
    var runtimeData = reader.take(length);
    if (!reader.take(reader.remaining()).isZero()) {
      throw bad("something behind the runtime data");
    }
    return new HclReport(hardwareReport, (int) reportType, (int) hashType, runtimeData);
  }

  /** SHA-256 of the runtime data. */
  public Digest runtimeDataHash() {
    return Hashes.sha256(runtimeData);
  }

  private static Rejected bad(String detail) {
    return new Rejected(Reason.HCL_FORMAT, detail);
  }
}
