// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * A decoded public point, known to be on its curve and not at infinity. Kept beside its verified
 * certificate, it makes every later signature cheaper: a key that is asked again and again has a
 * table of its multiples. Safe for many threads.
 */
public final class EcPoint {
  private final Curve curve;
  private final Multiples multiples;

  private EcPoint(Curve curve, ECPoint point) {
    this.curve = curve;
    this.multiples = new Multiples(curve, point);
  }

  static EcPoint decode(Curve curve, Bytes xy, Reason reason) throws Rejected {
    if (xy.size() != 2 * curve.size) {
      throw new Rejected(reason, "a point of " + xy.size() + " bytes on " + curve);
    }
    var x = new BigInteger(1, xy.slice(0, curve.size).toArray());
    var y = new BigInteger(1, xy.slice(curve.size, 2 * curve.size).toArray());
    try {
      // Checks the range of both coordinates and the equation of the curve; the cofactor is 1.
      return new EcPoint(curve, curve.domain.getCurve().validatePoint(x, y));
    } catch (IllegalArgumentException e) {
      throw new Rejected(reason, "not a point on " + curve);
    }
  }

  /** ECDSA verification (FIPS 186-5, 6.4.2); numbers out of range are no signature. */
  boolean verifies(Bytes message, EcdsaSignature signature) {
    var n = curve.order();
    var r = signature.r();
    if (!inRange(r, n) || !inRange(signature.s(), n)) {
      return false;
    }
    // The hashes are as long as the order, so none of their bits is dropped.
    var e = new BigInteger(1, hash(message));
    var inverse = BigIntegers.modOddInverseVar(n, signature.s());
    return multiples.sumHasX(e.multiply(inverse).mod(n), r.multiply(inverse).mod(n), r);
  }

  private static boolean inRange(BigInteger number, BigInteger n) {
    return number.signum() > 0 && number.compareTo(n) < 0;
  }

  private byte[] hash(Bytes message) {
    var digest = Hashes.begin(curve.hash);
    digest.update(message.asByteBuffer());
    return digest.digest();
  }
}
