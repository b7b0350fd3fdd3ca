// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;

/**
 * The envelope that certificates and CRLs share: a part, how it is signed, and the signature.
 *
 * @param encoded the whole document
 * @param part the signed part as it stands
 * @param algorithm the AlgorithmIdentifier outside the signed part, as it stands
 * @param scheme what it says
 * @param signature the signature's bytes
 */
record Signed(Bytes encoded, Bytes part, Bytes algorithm, SignatureScheme scheme, Bytes signature) {
  /** Reads exactly one document of at most {@code maxBytes} bytes. */
  static Signed parse(Bytes der, int maxBytes, Reason reason) throws Rejected {
    if (der.size() > maxBytes) {
      throw new Rejected(reason, der.size() + " bytes, at most " + maxBytes);
    }
    var outer = Der.of(der, reason);
    var parts = outer.enter(Der.SEQUENCE);
    outer.end();
    var part = parts.element();
    var algorithm = parts.element();
    var signature = parts.bits();
    parts.end();
    var scheme = SignatureScheme.parse(Der.of(algorithm, reason).enter(Der.SEQUENCE));
    return new Signed(der, part, algorithm, scheme, signature);
  }

  /** Whether {@code key} made the signature, by the scheme that belongs to its kind. */
  boolean isSignedBy(VerificationKey key) {
    return switch (key) {
      case VerificationKey.Rsa rsa ->
          scheme == SignatureScheme.RSA_PSS_SHA384 && rsa.key().verifiesPss(part, signature);
      case VerificationKey.Ec ec ->
          scheme == SignatureScheme.ECDSA_SHA256 && ec.curve() == Curve.P256 && verifies(ec);
      case VerificationKey.Unsupported unsupported -> false;
    };
  }

  /** Whether {@code key}, of P-384, made the signature over SHA-384. */
  boolean isSignedWithSha384(VerificationKey key) {
    return scheme == SignatureScheme.ECDSA_SHA384
        && key instanceof VerificationKey.Ec ec
        && ec.curve() == Curve.P384
        && verifies(ec);
  }

  private boolean verifies(VerificationKey.Ec key) {
    try {
      var numbers = EcdsaSignature.der(signature, Reason.ENDORSEMENT_PARSE);
      return key.verifies(part, numbers);
    } catch (Rejected e) {
      return false;
    }
  }
}
