// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.endorsement.P256Point.Affine;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/**
 * A fixed point of P-256 with the sums of its multiples laid out, so that a multiple of it costs
 * few doublings (Lim and Lee's comb). For public numbers only: the time it takes depends on them.
 *
 * <p>The scalar's bits stand in rows of {@code columns} bits, one row a tooth; entry {@code i} of
 * the table is the sum of those rows' weights whose bit is set in {@code i}. Laying out a table and
 * using it once takes as many doublings as going without; each further use takes one in {@code
 * teeth} of them.
 */
final class P256Comb {
  private static final int BITS = 256;

  private final @Nullable Affine[] table;
  private final int teeth;
  private final int columns;

  private P256Comb(@Nullable Affine[] table, int teeth) {
    this.table = table;
    this.teeth = teeth;
    this.columns = BITS / teeth;
  }

  /**
   * Lays out the table.
   *
   * @param point of P-256, not at infinity
   * @param teeth 4 or 8: a table of 15 or 255 points
   */
  static P256Comb of(ECPoint point, int teeth) {
    var normal = point.normalize();
    var weight = new P256Point();
    weight.set(
        new Affine(
            P256Field.of(normal.getAffineXCoord().toBigInteger()),
            P256Field.of(normal.getAffineYCoord().toBigInteger())));
    // The sums are different multiples below half the order: none equals or opposes the weight.
    var sums = new P256Point[(1 << teeth) - 1];
    for (var tooth = 0; tooth < teeth; tooth++) {
      var half = 1 << tooth;
      for (var i = 0; i < half; i++) {
        var sum = new P256Point();
        sum.set(weight);
        if (i > 0) {
          sum.plus(sums[i - 1]);
        }
        sums[half + i - 1] = sum;
      }
      for (var column = 0; column < BITS / teeth && tooth < teeth - 1; column++) {
        weight.twice();
      }
    }
    return new P256Comb(normalized(sums), teeth);
  }

  /** All points with z = 1 for the price of one inversion. Entry 0 stays empty. */
  private static @Nullable Affine[] normalized(P256Point[] points) {
    var products = new long[points.length + 1][];
    products[0] = P256Field.of(BigInteger.ONE);
    for (var i = 0; i < points.length; i++) {
      products[i + 1] = new long[P256Field.LIMBS];
      P256Field.multiply(products[i + 1], products[i], points[i].z);
    }
    var inverse = inverse(products[points.length]);
    var table = new @Nullable Affine[points.length + 1];
    for (var i = points.length - 1; i >= 0; i--) {
      var ofZ = new long[P256Field.LIMBS];
      P256Field.multiply(ofZ, inverse, products[i]);
      P256Field.multiply(inverse, inverse, points[i].z);
      table[i + 1] = points[i].affine(ofZ);
    }
    return table;
  }

  private static long[] inverse(long[] element) {
    return P256Field.of(BigIntegers.modOddInverseVar(P256Field.P, P256Field.number(element)));
  }

  /**
   * The sum of {@code a} times {@code one} and {@code b} times {@code other}; empty where the fast
   * steps do not lead to it.
   *
   * @param a below 2^256, as is {@code b}
   */
  static Optional<P256Point> sum(P256Comb one, BigInteger a, P256Comb other, BigInteger b) {
    var ofOne = one.entries(a);
    var ofOther = other.entries(b);
    var sum = new P256Point();
    var empty = true;
    for (var column = Math.max(one.columns, other.columns) - 1; column >= 0; column--) {
      if (!empty) {
        sum.twice();
      }
      empty = add(sum, empty, column < ofOne.length ? one.table[ofOne[column]] : null);
      empty = add(sum, empty, column < ofOther.length ? other.table[ofOther[column]] : null);
    }
    return empty || sum.isLost() ? Optional.empty() : Optional.of(sum);
  }

  private static boolean add(P256Point sum, boolean empty, @Nullable Affine entry) {
    if (entry == null) {
      return empty;
    }
    if (empty) {
      sum.set(entry);
    } else {
      sum.plus(entry);
    }
    return false;
  }

  /** Which entry each column of the scalar takes. */
  private int[] entries(BigInteger scalar) {
    var words = words(scalar);
    var entries = new int[columns];
    for (var column = 0; column < columns; column++) {
      for (var tooth = 0; tooth < teeth; tooth++) {
        var bit = tooth * columns + column;
        entries[column] |= (int) (words[bit >> 6] >>> (bit & 63) & 1) << tooth;
      }
    }
    return entries;
  }

  private static long[] words(BigInteger scalar) {
    var words = new long[BITS / Long.SIZE];
    for (var i = 0; i < words.length; i++) {
      words[i] = scalar.shiftRight(i * Long.SIZE).longValue();
    }
    return words;
  }
}
