// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.math.BigInteger;

/** The two numbers of an ECDSA signature, not yet known to be in range. */
public record EcdsaSignature(BigInteger r, BigInteger s) {
  /** r and s in two halves of equal size, most significant byte first. */
  public static EcdsaSignature bigEndian(Bytes halves) {
    var middle = halves.size() / 2;
    return new EcdsaSignature(
        new BigInteger(1, halves.slice(0, middle).toArray()),
        new BigInteger(1, halves.slice(middle, halves.size()).toArray()));
  }

  /** SEQUENCE { r INTEGER, s INTEGER }, as certificates carry it. */
  static EcdsaSignature der(Bytes encoded, Reason reason) throws Rejected {
    var outer = Der.of(encoded, reason);
    var inner = outer.enter(Der.SEQUENCE);
    outer.end();
    var signature = new EcdsaSignature(inner.integer(), inner.integer());
    inner.end();
    return signature;
  }
}
