// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;

/** A decoded public key that signatures are checked with. Immutable and safe to share. */
public sealed interface VerificationKey {
  /** A point on one of the known curves; that it is on the curve has been checked. */
  record Ec(Curve curve, EcPoint point) implements VerificationKey {
    /** Whether this is a signature over {@code message}, hashed with the curve's hash. */
    public boolean verifies(Bytes message, EcdsaSignature signature) {
      return point.verifies(message, signature);
    }
  }

  /** An RSA key of 2048 to 4096 bits with exponent 65537. */
  record Rsa(RsaKey key) implements VerificationKey {
    /** The size of the modulus. */
    public int bits() {
      return key.bits();
    }
  }

  /** A key that nothing here verifies with. */
  record Unsupported(String why) implements VerificationKey {}

  /**
   * Decodes an X.509 SubjectPublicKeyInfo. Malformed and unknown keys are {@link Unsupported}, so
   * that the caller can name the role the key plays.
   */
  static VerificationKey decode(Bytes subjectPublicKeyInfo) {
    try {
      return SubjectKey.decode(subjectPublicKeyInfo);
    } catch (Rejected e) {
      return new Unsupported(e.detail());
    }
  }

  /**
   * An uncompressed point without its leading 04: x and y, most significant byte first.
   *
   * @throws Rejected {@code reason} unless it is a point of the curve
   */
  static Ec decodePoint(Curve curve, Bytes xy, Reason reason) throws Rejected {
    return new Ec(curve, EcPoint.decode(curve, xy, reason));
  }
}
