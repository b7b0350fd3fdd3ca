// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/** Multiples on P-256 by our own arithmetic; where that is lost, by BouncyCastle's. */
final class P256Multiples implements Multiples {
  /** A small table costs nothing that using it once does not bring back. */
  private static final int SMALL = 4;

  /** A large one costs as much as this many uses of it save. */
  private static final int LARGE = 8;

  private static final int WORTH_LARGE = 12;

  private static final BigInteger ORDER = Curve.P256.order();

  /** Made when the first signature needs it: it would slow a start down. */
  private static final class Generator {
    static final P256Comb TABLE = P256Comb.of(Curve.P256.domain.getG(), LARGE);
  }

  private final ECPoint point;
  private final AtomicInteger uses = new AtomicInteger();
  private volatile @Nullable P256Comb comb;

  /** Of a point of the curve that is not at infinity. */
  P256Multiples(ECPoint point) {
    this.point = point;
  }

  @Override
  public boolean sumHasX(BigInteger ofGenerator, BigInteger ofPoint, BigInteger r) {
    var sum = P256Comb.sum(Generator.TABLE, ofGenerator, comb(), ofPoint);
    if (sum.isEmpty()) {
      return slowly(ofGenerator, ofPoint, r);
    }
    // Two numbers below p may be r modulo the order, if r is small enough.
    return sum.get().hasX(r)
        || r.add(ORDER).compareTo(P256Field.P) < 0 && sum.get().hasX(r.add(ORDER));
  }

  private P256Comb comb() {
    var table = comb;
    var large = uses.incrementAndGet() == WORTH_LARGE;
    if (table == null || large) {
      table = P256Comb.of(point, large ? LARGE : SMALL);
      comb = table;
    }
    return table;
  }

  /** For the point at infinity, and where two equal or opposite points met on the way. */
  private boolean slowly(BigInteger ofGenerator, BigInteger ofPoint, BigInteger r) {
    var generator = Curve.P256.domain.getG();
    var sum = ECAlgorithms.sumOfTwoMultiplies(generator, ofGenerator, point, ofPoint);
    return !sum.isInfinity()
        && sum.normalize().getAffineXCoord().toBigInteger().mod(ORDER).equals(r);
  }
}
