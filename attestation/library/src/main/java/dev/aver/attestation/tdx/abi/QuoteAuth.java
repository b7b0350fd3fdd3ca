// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.List;

/**
 * What a quote carries to be believed: its signature, the key that made it, and how that key hangs
 * on the platform's PCK certificate (attestation.md, 3.1). In a quote without problems every length
 * fits its content to the byte, so there is one spelling only.
 *
 * @param signature 64 bytes r ‖ s, big-endian, by {@code attestationKey} over the signed part
 * @param attestationKey 64 bytes x ‖ y, big-endian
 * @param qeReport report of the quoting enclave, whose report data binds {@code attestationKey}
 * @param qeReportSignature 64 bytes r ‖ s, big-endian, by the PCK key
 * @param qeAuthData any number of bytes, hashed with the attestation key
 * @param certificationType of the inner data: {@link #PCK_CERTIFICATE_CHAIN} is verified
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

  /** The PEM text of {@link #pckChain}, without the NUL that some quoting services end it with. */
  public Bytes pem() {
    var last = pckChain.size() - 1;
    return last >= 0 && pckChain.at(last) == 0 ? pckChain.slice(0, last) : pckChain;
  }

  /**
   * Reads all of {@code auth}, as far as it goes: what does not fit is added to {@code problems},
   * and what can be read all the same is there to be shown.
   *
   * @param problems takes {@link Reason#CERT_DATA_TYPE}, {@link Reason#CERT_DATA_LENGTH}, {@link
   *     Reason#AUTH_TRAILING}, {@link Reason#CERT_DATA_TYPE_INNER}
   * @throws Rejected {@link Reason#QUOTE_FORMAT}, {@link Reason#CERT_DATA_LENGTH} where nothing can
   *     be shown
   */
  static QuoteAuth read(Bytes auth, List<Rejected> problems) throws Rejected {
    var outer = new BoundedReader(auth, Reason.QUOTE_FORMAT);
    var signature = outer.take(SIGNATURE_SIZE);
    var key = outer.take(KEY_SIZE);
    type(outer, QE_REPORT_CERTIFICATION_DATA, Reason.CERT_DATA_TYPE, problems);
    var inner = new BoundedReader(certificationData(outer, problems), Reason.CERT_DATA_LENGTH);
    var qeReport = new QeReport(inner.take(QeReport.SIZE));
    var qeSignature = inner.take(SIGNATURE_SIZE);
    var qeAuthData = inner.take(inner.u16le());
    var innerType = type(inner, PCK_CERTIFICATE_CHAIN, Reason.CERT_DATA_TYPE_INNER, problems);
    var chain = certificationData(inner, problems);
    return new QuoteAuth(signature, key, qeReport, qeSignature, qeAuthData, innerType, chain);
  }

  private static int type(BoundedReader from, int expected, Reason reason, List<Rejected> problems)
      throws Rejected {
    var type = from.u16le();
    if (type != expected) {
      problems.add(new Rejected(reason, "certification data type " + type));
    }
    return type;
  }

  /**
   * Length and content, which must end where the surrounding data ends. A length that does not fit
   * is wrong itself and leaves its surroundings wrong: the list of reasons has a code for each.
   */
  private static Bytes certificationData(BoundedReader from, List<Rejected> problems)
      throws Rejected {
    var announced = from.u32le();
    var there = from.remaining();
    var length =
        new Rejected(Reason.CERT_DATA_LENGTH, "announces " + announced + " bytes, has " + there);
    var content =
        new Rejected(
            Reason.AUTH_TRAILING, "certification data does not end with the authentication data");
    if (announced > there) {
      problems.addAll(List.of(length, content));
    } else if (announced < there) {
      problems.addAll(List.of(content, length));
    }
    return from.take(Math.min(announced, there));
  }
}
