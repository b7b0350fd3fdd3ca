// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A fixed point with the sums of its multiples laid out once, so that a multiple of it costs a few
 * additions (Lim and Lee's comb). For public numbers only: the time it takes depends on them.
 *
 * <p>The scalar's bits stand in {@link #TEETH} rows of {@code columns} bits; entry {@code i} of the
 * table is the sum of those rows' weights whose bit is set in {@code i}.
 */
final class Comb {
  private static final int TEETH = 8;

  private final ECPoint[] table;
  private final int columns;

  private Comb(ECPoint[] table, int columns) {
    this.table = table;
    this.columns = columns;
  }

  /** Lays out the table: about the cost of one verification. */
  static Comb of(ECPoint point, int bits) {
    var columns = (bits + TEETH - 1) / TEETH;
    var table = new ECPoint[1 << TEETH];
    table[0] = point.getCurve().getInfinity();
    var weight = point;
    for (var tooth = 0; tooth < TEETH; tooth++) {
      var half = 1 << tooth;
      for (var i = 0; i < half; i++) {
        table[half + i] = table[i].add(weight);
      }
      weight = weight.timesPow2(columns);
    }
    // Affine entries make every later addition cheaper.
    point.getCurve().normalizeAll(table);
    return new Comb(table, columns);
  }

  /** The sum of {@code a} times {@code one} and {@code b} times {@code other}, not normalised. */
  static ECPoint sum(Comb one, BigInteger a, Comb other, BigInteger b) {
    if (one.columns != other.columns) {
      throw new IllegalArgumentException("combs of different curves");
    }
    var sum = one.table[0];
    for (var column = one.columns - 1; column >= 0; column--) {
      sum = sum.twice();
      sum = one.add(sum, a, column);
      sum = other.add(sum, b, column);
    }
    return sum;
  }

  private ECPoint add(ECPoint sum, BigInteger scalar, int column) {
    var entry = 0;
    for (var tooth = TEETH - 1; tooth >= 0; tooth--) {
      entry = entry << 1 | (scalar.testBit(tooth * columns + column) ? 1 : 0);
    }
    return entry == 0 ? sum : sum.add(table[entry]);
  }
}
