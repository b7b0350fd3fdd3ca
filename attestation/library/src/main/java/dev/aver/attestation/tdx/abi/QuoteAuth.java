// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;

/**
 * What a quote carries to be believed: its signature, the key that made it, and how that key hangs
 * on the platform's PCK certificate. Every length fits its content to the byte (attestation.md,
 * 3.1), so there is one spelling only.
 *
 * @param signature 64 bytes r ‖ s, big-endian, by {@code attestationKey} over the signed part
 * @param attestationKey 64 bytes x ‖ y, big-endian
 * @param qeReport report of the quoting enclave, whose report data binds {@code attestationKey}
 * @param qeReportSignature 64 bytes r ‖ s, big-endian, by the PCK key
 * @param qeAuthData any number of bytes, hashed with the attestation key
 * @param certificationType {@link #PCK_CERTIFICATE_CHAIN} is verified
 * @param pckChain of that type: PEM text of PCK, CA and root certificate, perhaps ended by a NUL
 */
public record QuoteAuth(
    Bytes signature,
    Bytes attestationKey,
    QeReport qeReport,
    Bytes qeReportSignature,
    Bytes qeAuthData,
    int certificationType,
    Bytes pckChain) {
  /** Certification data: a QE report and, inside, more certification data. */
  public static final int QE_REPORT_CERTIFICATION_DATA = 6;

  /** Certification data: a PCK certificate chain as PEM. */
  public static final int PCK_CERTIFICATE_CHAIN = 5;

  private static final int SIGNATURE_SIZE = 64;
  private static final int KEY_SIZE = 64;

  /**
   * Reads all of {@code auth}.
   *
   * @throws Rejected {@link Reason#QUOTE_FORMAT}, {@link Reason#CERT_DATA_TYPE}, {@link
   *     Reason#CERT_DATA_LENGTH}, {@link Reason#AUTH_TRAILING}
   */
  static QuoteAuth parse(Bytes auth) throws Rejected {
    var outer = new BoundedReader(auth, Reason.QUOTE_FORMAT);
    var signature = outer.take(SIGNATURE_SIZE);
    var key = outer.take(KEY_SIZE);
    var outerType = outer.u16le();
    if (outerType != QE_REPORT_CERTIFICATION_DATA) {
      throw new Rejected(Reason.CERT_DATA_TYPE, "certification data type " + outerType);
    }
    var inner = new BoundedReader(certificationData(outer), Reason.CERT_DATA_LENGTH);
    var qeReport = new QeReport(inner.take(QeReport.SIZE));
    var qeSignature = inner.take(SIGNATURE_SIZE);
    var qeAuthData = inner.take(inner.u16le());
    var innerType = inner.u16le();
    var chain = certificationData(inner);
    return new QuoteAuth(signature, key, qeReport, qeSignature, qeAuthData, innerType, chain);
  }

  /** Length and content, which must end where the surrounding data ends. */
  private static Bytes certificationData(BoundedReader from) throws Rejected {
    var length = from.u32le();
    if (length > from.remaining()) {
      throw new Rejected(
          Reason.CERT_DATA_LENGTH, "announces " + length + " bytes, has " + from.remaining());
    }
    if (length < from.remaining()) {
      throw new Rejected(
          Reason.AUTH_TRAILING, from.remaining() - length + " bytes behind certification data");
    }
    return from.take(length);
  }
}
