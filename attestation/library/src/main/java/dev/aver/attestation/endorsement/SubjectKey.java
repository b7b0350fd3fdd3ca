// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;

/** Decodes a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7; RFC 5480; RFC 8017, A.1.1). */
final class SubjectKey {
  private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
  private static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
  private static final int UNCOMPRESSED = 0x04;
  private static final Reason REASON = Reason.ENDORSEMENT_PARSE;

  private SubjectKey() {}

  static VerificationKey decode(Bytes encoded) throws Rejected {
    var outer = Der.of(encoded, REASON);
    var info = outer.enter(Der.SEQUENCE);
    outer.end();
    var algorithm = info.enter(Der.SEQUENCE);
    var key = info.bits();
    info.end();
    return switch (algorithm.oid()) {
      case EC_PUBLIC_KEY -> ec(algorithm, key);
      case RSA_ENCRYPTION -> new VerificationKey.Rsa(rsa(algorithm, key));
      default -> new VerificationKey.Unsupported("neither an EC nor an RSA key");
    };
  }

  private static VerificationKey ec(Der algorithm, Bytes key) throws Rejected {
    var oid = algorithm.oid();
    algorithm.end();
    for (var curve : Curve.values()) {
      if (curve.oid.equals(oid)) {
        if (key.size() == 0 || key.at(0) != UNCOMPRESSED) {
          throw new Rejected(REASON, "not an uncompressed point");
        }
        return VerificationKey.decodePoint(curve, key.slice(1, key.size()), REASON);
      }
    }
    return new VerificationKey.Unsupported("curve " + oid);
  }

  private static RsaKey rsa(Der algorithm, Bytes key) throws Rejected {
    algorithm.take(Der.NULL);
    algorithm.end();
    var outer = Der.of(key, REASON);
    var numbers = outer.enter(Der.SEQUENCE);
    outer.end();
    var modulus = numbers.integer();
    var exponent = numbers.integer();
    numbers.end();
    return RsaKey.of(modulus, exponent, REASON);
  }
}
