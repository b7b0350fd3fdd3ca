// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.facts;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;

/**
 * The 64 bytes that hardware signs: the enclave's name, then the root over the facts.
 *
 * @param root the RFC 6962 tree head over the facts' digests
 */
public record ReportData(Digest enclave, Digest root) {
  /** The size in bytes. */
  public static final int SIZE = 2 * Digest.SIZE;

  /**
   * Splits the bytes of a report.
   *
   * @throws Rejected {@link Reason#REPORT_DATA_MISMATCH} unless there are 64
   */
  public static ReportData parse(Bytes bytes) throws Rejected {
    if (bytes.size() != SIZE) {
      throw new Rejected(Reason.REPORT_DATA_MISMATCH, bytes.size() + " bytes, not 64");
    }
    return new ReportData(
        new Digest(bytes.slice(0, Digest.SIZE)), new Digest(bytes.slice(Digest.SIZE, SIZE)));
  }

  /** The 64 bytes. */
  public Bytes bytes() {
    return enclave.bytes().plus(root.bytes());
  }

  /** What a vTPM quote says instead on Azure, where the paravisor owns the report's own data. */
  public Digest qualifyingData() {
    return Hashes.sha256(bytes());
  }
}
