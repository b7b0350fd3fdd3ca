// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.VerificationKey;

/**
 * A gateway's RSA key.
 *
 * @param encoded its SubjectPublicKeyInfo in DER
 */
record GatewayKey(Bytes encoded, VerificationKey.Rsa key) {
  static GatewayKey decode(Bytes subjectPublicKeyInfo) throws Rejected {
    if (VerificationKey.decode(subjectPublicKeyInfo) instanceof VerificationKey.Rsa rsa) {
      return new GatewayKey(subjectPublicKeyInfo, rsa);
    }
    throw new Rejected(Reason.OPENGRADIENT_KEY, "no RSA key of 2048 to 4096 bits in DER");
  }

  /** {@code tee_id}. */
  Digest id() {
    return Hashes.keccak256(encoded);
  }

  void requireId(Digest claimed) throws Rejected {
    if (!id().equals(claimed)) {
      throw new Rejected(Reason.OPENGRADIENT_KEY, "the key is " + id() + ", tee_id " + claimed);
    }
  }

  void requireSigned(SignedAnswer answer) throws Rejected {
    if (!key.key().verifiesPssSha256(answer.message(), answer.signature())) {
      throw new Rejected(
          Reason.OPENGRADIENT_SIGNATURE, "not signed by this key over these hashes and this time");
    }
  }
}
