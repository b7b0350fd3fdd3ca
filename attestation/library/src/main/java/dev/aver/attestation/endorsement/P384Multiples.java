// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/** Multiples on P-384 by BouncyCastle's arithmetic. */
final class P384Multiples implements Multiples {
  private static final int WORTH_A_TABLE = 8;
  private static final BigInteger ORDER = Curve.P384.order();

  /** Made when the first point is worth a table: it would slow a start down. */
  private static final class Generator {
    static final Comb TABLE = Comb.of(Curve.P384.domain.getG(), ORDER.bitLength());
  }

  private final ECPoint point;
  private final AtomicInteger uses = new AtomicInteger();
  private volatile @Nullable Comb comb;

  /** Of a point of the curve that is not at infinity. */
  P384Multiples(ECPoint point) {
    this.point = point;
  }

  @Override
  public boolean sumHasX(BigInteger ofGenerator, BigInteger ofPoint, BigInteger r) {
    var sum = sum(ofGenerator, ofPoint);
    return !sum.isInfinity()
        && sum.normalize().getAffineXCoord().toBigInteger().mod(ORDER).equals(r);
  }

  private ECPoint sum(BigInteger ofGenerator, BigInteger ofPoint) {
    var table = comb;
    if (table == null && uses.incrementAndGet() == WORTH_A_TABLE) {
      table = Comb.of(point, ORDER.bitLength());
      comb = table;
    }
    // A table costs as much as several signatures: a root that one verification asks a few times
    // must not make that verification slower.
    return table == null
        ? ECAlgorithms.sumOfTwoMultiplies(Curve.P384.domain.getG(), ofGenerator, point, ofPoint)
        : Comb.sum(Generator.TABLE, ofGenerator, table, ofPoint);
  }
}
