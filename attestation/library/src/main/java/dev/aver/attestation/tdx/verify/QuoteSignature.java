// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Curve;
import dev.aver.attestation.endorsement.EcdsaSignature;
import dev.aver.attestation.endorsement.VerificationKey;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.abi.TdxQuote;

/** Step 6: the attestation key signed header and TD report (attestation.md, 6). */
public final class QuoteSignature {
  private QuoteSignature() {}

  /**
   * Checks the signature.
   *
   * @param bound whether step 5 showed that the key is the quoting enclave's: only then is the
   *     decoded key remembered, so that nobody can push others' keys out with their own
   */
  public static void check(TdxQuote quote, boolean bound, KnownCollateral known, Step step) {
    try {
      var key = key(quote.auth().attestationKey(), bound, known);
      step.require(
          key.verifies(quote.signed(), EcdsaSignature.bigEndian(quote.auth().signature())),
          Reason.QUOTE_SIGNATURE,
          "not signed by the attestation key");
    } catch (Rejected e) {
      step.failed(e);
    }
  }

  private static VerificationKey.Ec key(Bytes xy, boolean bound, KnownCollateral known)
      throws Rejected {
    var hash = Hashes.sha256(xy);
    var remembered = known.attestationKeys.get(hash);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    var key = VerificationKey.decodePoint(Curve.P256, xy, Reason.ATT_KEY_INVALID);
    if (bound) {
      known.attestationKeys.put(hash, key);
    }
    return key;
  }
}
