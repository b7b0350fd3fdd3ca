// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.tdx.abi.QeReport;
import java.util.Optional;

/** The quoting enclave's own report before the platform signs it (attestation.md, 3.1). */
public final class QeReportDraft {
  private static final int REPORT_DATA = 320;

  private final Fields fields = new Fields(QeReport.SIZE);
  private Optional<Bytes> reportData = Optional.empty();

  QeReportDraft() {}

  /** MISCSELECT, 4 bytes. */
  public QeReportDraft miscSelect(Bytes bits) {
    return put(16, bits);
  }

  /** ATTRIBUTES, 16 bytes. */
  public QeReportDraft attributes(Bytes bits) {
    return put(48, bits);
  }

  /** MRENCLAVE, 32 bytes. */
  public QeReportDraft mrEnclave(Bytes digest) {
    return put(64, digest);
  }

  /** MRSIGNER, 32 bytes. */
  public QeReportDraft mrSigner(Bytes digest) {
    return put(128, digest);
  }

  /** ISVPRODID. */
  public QeReportDraft isvProdId(int number) {
    fields.u16(256, number);
    return this;
  }

  /** ISVSVN. */
  public QeReportDraft isvSvn(int svn) {
    fields.u16(258, svn);
    return this;
  }

  /** REPORTDATA, 64 bytes, in place of the hash that binds the attestation key. */
  public QeReportDraft reportData(Bytes data) {
    reportData = Optional.of(data);
    return this;
  }

  private QeReportDraft put(int at, Bytes bytes) {
    fields.put(at, bytes);
    return this;
  }

  Bytes binding(Bytes attestationKey, Bytes authData) {
    fields.put(
        REPORT_DATA, reportData.orElseGet(() -> Hashes.sha256(attestationKey, authData).bytes()));
    return fields.bytes();
  }
}
