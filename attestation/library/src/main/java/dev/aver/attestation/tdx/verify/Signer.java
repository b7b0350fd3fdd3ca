// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Step;
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
   * Follows an issuer chain; each link that is missing is named.
   *
   * @param sameAs the root of the platform's chain, which both must share; empty if that has none
   */
  static Optional<Signer> follow(
      String pem,
      TrustAnchors anchors,
      Optional<Root> sameAs,
      KnownCollateral known,
      Reasons reasons,
      Step step)
      throws Rejected {
    var encoded = Pem.certificates(Bytes.utf8(pem), LENGTH, reasons.format);
    if (encoded.size() != LENGTH) {
      throw new Rejected(reasons.format, encoded.size() + " certificates, not " + LENGTH);
    }
    var certificate = known.signed.certificate(encoded.get(0), reasons.format);
    var last = last(encoded.get(1), known, reasons, step);
    var root =
        Root.pinned(last, anchors, known)
            .filter(found -> sameAs.isEmpty() || sameAs.get().anchor().equals(found.anchor()));
    step.require(root.isPresent(), reasons.untrustedRoot, "root key " + last.keyDigest().hex());
    var byName = certificate.issuer().equals(last.subject());
    var issued =
        step.require(
            byName
                && known.signed.isSigned(certificate, last, root.isPresent())
                && last.authority().mayIssue(0),
            reasons.signature,
            "the signer is not issued by the root");
    var named =
        step.require(
            byName && certificate.subject().display().equals(NAME),
            reasons.signer,
            "the signer is %s, issued by %s"
                .formatted(certificate.subject().display(), certificate.issuer().display()));
    return root.filter(found -> issued && named).map(found -> new Signer(certificate, found));
  }

  /** A root that cannot be read makes no chain, and surely is not the one pinned. */
  private static Certificate last(Bytes der, KnownCollateral known, Reasons reasons, Step step)
      throws Rejected {
    try {
      return known.signed.certificate(der, reasons.format);
    } catch (Rejected e) {
      step.failed(e);
      throw new Rejected(reasons.untrustedRoot, "the root cannot be read");
    }
  }
}
