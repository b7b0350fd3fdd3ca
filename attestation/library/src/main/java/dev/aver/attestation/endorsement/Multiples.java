// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * The multiples of one point, made ready as far as it is used: by our own arithmetic, and where
 * that is lost, by BouncyCastle's. Safe for many threads.
 */
final class Multiples {
  /** A small table costs nothing that using it once does not bring back. */
  private static final int SMALL = 4;

  /** A large one costs as much as this many uses of it save. */
  static final int LARGE = 8;

  private static final int WORTH_LARGE = 12;

  private final Curve curve;
  private final ECPoint point;
  private final AtomicInteger uses = new AtomicInteger();
  private volatile @Nullable Comb comb;

  /** Of a point of the curve that is not at infinity. */
  Multiples(Curve curve, ECPoint point) {
    this.curve = curve;
    this.point = point;
  }

  /**
   * Whether {@code ofGenerator} times the generator plus {@code ofPoint} times the point is a
   * point, not at infinity, whose x modulo the order is {@code r}.
   *
   * @param ofGenerator from 0 to one below the order, as is {@code ofPoint}
   * @param r from 1 to one below the order
   */
  boolean sumHasX(BigInteger ofGenerator, BigInteger ofPoint, BigInteger r) {
    var sum = Comb.sum(curve.generator(), ofGenerator, comb(), ofPoint);
    if (sum.isEmpty()) {
      return slowly(ofGenerator, ofPoint, r);
    }
    // Two numbers below p may be r modulo the order, if r is small enough.
    var other = r.add(curve.order());
    return sum.get().hasX(r) || other.compareTo(curve.field.prime) < 0 && sum.get().hasX(other);
  }

  private Comb comb() {
    var table = comb;
    var large = uses.incrementAndGet() == WORTH_LARGE;
    if (table == null || large) {
      table = Comb.of(curve, point, large ? LARGE : SMALL);
      comb = table;
    }
    return table;
  }

  /** For the point at infinity, and where two equal or opposite points met on the way. */
  private boolean slowly(BigInteger ofGenerator, BigInteger ofPoint, BigInteger r) {
    var generator = curve.domain.getG();
    var sum = ECAlgorithms.sumOfTwoMultiplies(generator, ofGenerator, point, ofPoint);
    return !sum.isInfinity()
        && sum.normalize().getAffineXCoord().toBigInteger().mod(curve.order()).equals(r);
  }
}
