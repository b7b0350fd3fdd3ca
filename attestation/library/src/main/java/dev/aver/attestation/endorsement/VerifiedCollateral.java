// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.util.function.BooleanSupplier;

/**
 * Remembers certificates, CRLs and signatures that were verified under a known root, so that the
 * same collateral costs its cryptography once. It holds facts that time cannot change - "this key
 * signed these bytes" - and never a verdict: dates, revocation, anchors and policy are looked at
 * again each time.
 *
 * <p>Nothing that is not signed under a known root is remembered, so that nobody can push others'
 * collateral out with their own.
 */
public final class VerifiedCollateral {
  private final Remembered<Digest, Certificate> certificates;
  private final Remembered<Digest, Crl> crls;
  private final Remembered<Edge, Boolean> signatures;

  /** This document is signed by this key. */
  private record Edge(Digest document, Digest issuerKey) {}

  /** Remembers up to {@code certificates} certificates and a fitting number of the rest. */
  public VerifiedCollateral(int certificates) {
    this.certificates = new Remembered<>(certificates);
    this.crls = new Remembered<>(Math.min(certificates, 16));
    this.signatures = new Remembered<>(2 * certificates);
  }

  /** Remembers nothing. */
  public static VerifiedCollateral none() {
    return new VerifiedCollateral(0);
  }

  /** The certificate, decoded; {@code reason} if it is none. */
  public Certificate certificate(Bytes der, Reason reason) throws Rejected {
    var known = certificates.get(Hashes.sha256(der));
    return known.isPresent() ? known.get() : Certificate.parse(der, reason);
  }

  /** The list, decoded; {@code reason} if it is none. */
  public Crl crl(Bytes der, Reason reason) throws Rejected {
    var known = crls.get(Hashes.sha256(der));
    return known.isPresent() ? known.get() : Crl.parse(der, reason);
  }

  /**
   * Whether {@code issuer}'s key signed {@code subject}.
   *
   * @param anchored whether {@code issuer} itself is a known root or signed under one: only then is
   *     the answer remembered
   */
  public boolean isSigned(Certificate subject, Certificate issuer, boolean anchored) {
    var signed =
        isSigned(subject.digest(), issuer, anchored, () -> subject.isSignedBy(issuer.key()));
    if (signed && anchored) {
      certificates.put(subject.digest(), subject);
    }
    return signed;
  }

  /** Whether {@code issuer}'s key signed {@code crl}; {@code anchored} as for certificates. */
  public boolean isSigned(Crl crl, Certificate issuer, boolean anchored) {
    var signed = isSigned(crl.digest(), issuer, anchored, () -> crl.isSignedBy(issuer.key()));
    if (signed && anchored) {
      crls.put(crl.digest(), crl);
    }
    return signed;
  }

  /**
   * Whether {@code issuer}'s key signed a document.
   *
   * @param document a digest of the document together with its signature
   * @param check verifies the signature; called unless the answer is remembered
   */
  public boolean isSigned(
      Digest document, Certificate issuer, boolean anchored, BooleanSupplier check) {
    var edge = new Edge(document, issuer.keyDigest());
    if (signatures.get(edge).isPresent()) {
      return true;
    }
    var signed = check.getAsBoolean();
    if (signed && anchored) {
      signatures.put(edge, true);
    }
    return signed;
  }
}
