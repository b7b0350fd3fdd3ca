// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import java.util.Optional;

/**
 * The certificate that signs Intel's documents, issued by a pinned root and by nothing in between.
 *
 * @param certificate whose key signs
 * @param root who issued it
 */
record Signer(Certificate certificate, Root root) {
  private static final String NAME = "Intel SGX TCB Signing";
  private static final int LENGTH = 2;

  /** The reasons of one of the two documents. */
  record Reasons(
      Reason format,
      Reason untrustedRoot,
      Reason signature,
      Reason signer,
      Reason chainRevoked,
      Reason revoked) {}

  /**
   * Follows an issuer chain.
   *
   * @param sameAs the root of the platform's chain, which both must share; empty if that has none
   */
  static Signer follow(
      String pem,
      TrustAnchors anchors,
      Optional<Root> sameAs,
      KnownCollateral known,
      Reasons reasons)
      throws Rejected {
    var encoded = Pem.certificates(Bytes.utf8(pem), LENGTH, reasons.format);
    if (encoded.size() != LENGTH) {
      throw new Rejected(reasons.format, encoded.size() + " certificates, not " + LENGTH);
    }
    var certificate = known.signed.certificate(encoded.get(0), reasons.format);
    var rootCertificate = known.signed.certificate(encoded.get(1), reasons.format);
    var root =
        Root.pinned(rootCertificate, anchors, known)
            .filter(found -> sameAs.isEmpty() || sameAs.get().anchor().equals(found.anchor()))
            .orElseThrow(
                () ->
                    new Rejected(
                        reasons.untrustedRoot, "root key " + rootCertificate.keyDigest().hex()));
    if (!root.issued(certificate, known) || !root.certificate().authority().mayIssue(0)) {
      throw new Rejected(reasons.signature, "the signer is not issued by the root");
    }
    if (!certificate.subject().display().equals(NAME)) {
      throw new Rejected(reasons.signer, "the signer is " + certificate.subject().display());
    }
    return new Signer(certificate, root);
  }
}
