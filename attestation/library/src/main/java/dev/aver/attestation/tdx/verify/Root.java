// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.endorsement.TrustAnchors;
import java.util.Optional;

/**
 * A root certificate whose key the verifier has pinned and which that key signed: a certificate
 * made by anybody else around the same name or key is none.
 */
public record Root(Certificate certificate, TrustAnchor anchor) {
  static Optional<Root> pinned(Certificate candidate, TrustAnchors anchors, KnownCollateral known) {
    return anchors
        .find(Family.TDX, candidate.keyDigest())
        .filter(anchor -> candidate.issuer().equals(candidate.subject()))
        .filter(anchor -> known.signed.isSigned(candidate, candidate, true))
        .map(anchor -> new Root(candidate, anchor));
  }

  /** Whether this root issued {@code subject}, by name and signature. */
  boolean issued(Certificate subject, KnownCollateral known) {
    return subject.issuer().equals(certificate.subject())
        && known.signed.isSigned(subject, certificate, true);
  }
}
