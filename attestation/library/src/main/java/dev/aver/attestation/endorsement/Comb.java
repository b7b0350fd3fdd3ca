// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.endorsement.JacobianPoint.Affine;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/**
 * A fixed point with the sums of its multiples laid out, so that a multiple of it costs few
 * doublings (Lim and Lee's comb). For public numbers only: the time it takes depends on them.
 *
 * <p>The scalar's bits stand in rows of {@code columns} bits, one row a tooth; entry {@code i} of
 * the table is the sum of those rows' weights whose bit is set in {@code i}. Laying out a table and
 * using it once takes as many doublings as going without; each further use takes one in {@code
 * teeth} of them.
 */
final class Comb {
  private final Curve curve;
  private final @Nullable Affine[] table;
  private final int teeth;
  private final int columns;

  private Comb(Curve curve, @Nullable Affine[] table, int teeth) {
    this.curve = curve;
    this.table = table;
    this.teeth = teeth;
    this.columns = curve.bits() / teeth;
  }

  /**
   * Lays out the table.
   *
   * @param point of {@code curve}, not at infinity
   * @param teeth 4 or 8: a table of 15 or 255 points
   */
  static Comb of(Curve curve, ECPoint point, int teeth) {
    var field = curve.field;
    var normal = point.normalize();
    var weight = new JacobianPoint(field);
    weight.set(
        new Affine(
            field.of(normal.getAffineXCoord().toBigInteger()),
            field.of(normal.getAffineYCoord().toBigInteger())));
    // The sums are different multiples below half the order: none equals or opposes the weight.
    var sums = new JacobianPoint[(1 << teeth) - 1];
    for (var tooth = 0; tooth < teeth; tooth++) {
      var half = 1 << tooth;
      for (var i = 0; i < half; i++) {
        var sum = new JacobianPoint(field);
        sum.set(weight);
        if (i > 0) {
          sum.plus(sums[i - 1]);
        }
        sums[half + i - 1] = sum;
      }
      for (var column = 0; column < curve.bits() / teeth && tooth < teeth - 1; column++) {
        weight.twice();
      }
    }
    return new Comb(curve, normalized(field, sums), teeth);
  }

  /** All points with z = 1 for the price of one inversion. Entry 0 stays empty. */
  private static @Nullable Affine[] normalized(Field field, JacobianPoint[] points) {
    var products = new long[points.length + 1][];
    products[0] = field.one;
    for (var i = 0; i < points.length; i++) {
      products[i + 1] = field.zero();
      field.multiply(products[i + 1], products[i], points[i].z);
    }
    var inverse = inverse(field, products[points.length]);
    var table = new @Nullable Affine[points.length + 1];
    for (var i = points.length - 1; i >= 0; i--) {
      var ofZ = field.zero();
      field.multiply(ofZ, inverse, products[i]);
      field.multiply(inverse, inverse, points[i].z);
      table[i + 1] = points[i].affine(ofZ);
    }
    return table;
  }

  private static long[] inverse(Field field, long[] element) {
    return field.of(BigIntegers.modOddInverseVar(field.prime, field.number(element)));
  }

  /**
   * The sum of {@code a} times {@code one} and {@code b} times {@code other}; empty where the fast
   * steps do not lead to it.
   *
   * @param a of no more bits than the curve's prime, as is {@code b}
   */
  static Optional<JacobianPoint> sum(Comb one, BigInteger a, Comb other, BigInteger b) {
    var ofOne = one.entries(a);
    var ofOther = other.entries(b);
    var sum = new JacobianPoint(one.curve.field);
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

  private static boolean add(JacobianPoint sum, boolean empty, @Nullable Affine entry) {
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

  private long[] words(BigInteger scalar) {
    var words = new long[curve.bits() / Long.SIZE];
    for (var i = 0; i < words.length; i++) {
      words[i] = scalar.shiftRight(i * Long.SIZE).longValue();
    }
    return words;
  }
}
