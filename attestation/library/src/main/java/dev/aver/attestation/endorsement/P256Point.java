// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import static dev.aver.attestation.endorsement.P256Field.LIMBS;
import static dev.aver.attestation.endorsement.P256Field.add;
import static dev.aver.attestation.endorsement.P256Field.multiply;
import static dev.aver.attestation.endorsement.P256Field.square;
import static dev.aver.attestation.endorsement.P256Field.subtract;
import static dev.aver.attestation.endorsement.P256Field.tighten;
import static dev.aver.attestation.endorsement.P256Field.times;

import java.math.BigInteger;

/**
 * A point of P-256 that is being computed, in Jacobian coordinates: (x / z², y / z³). It changes in
 * place and allocates nothing, since a verification takes some three hundred steps. For one thread.
 *
 * <p>The steps do not look for the exceptional cases of addition (equal or opposite points). Each
 * of these leaves z = 0, and every later step keeps that: {@link #isLost} tells at the end, and the
 * caller then takes the slow road. So with the point at infinity, which has no place here.
 *
 * <p>Between steps x is at most a four in the sense of {@link P256Field}, y a two, z a three.
 */
final class P256Point {
  private static final long[] ONE = P256Field.of(BigInteger.ONE);

  final long[] x = new long[LIMBS];
  final long[] y = new long[LIMBS];
  final long[] z = new long[LIMBS];

  // Scratch.
  private final long[] s = new long[LIMBS];
  private final long[] t = new long[LIMBS];
  private final long[] u = new long[LIMBS];
  private final long[] v = new long[LIMBS];

  /** A point that stays as it is, with z = 1; both coordinates are ones. */
  static final class Affine {
    final long[] x;
    final long[] y;

    /** Keeps the arrays: nobody may change them any more. */
    Affine(long[] x, long[] y) {
      this.x = x;
      this.y = y;
    }
  }

  /** Becomes a copy. */
  void set(Affine point) {
    copy(x, point.x);
    copy(y, point.y);
    copy(z, ONE);
  }

  /** Becomes a copy. */
  void set(P256Point point) {
    copy(x, point.x);
    copy(y, point.y);
    copy(z, point.z);
  }

  private static void copy(long[] to, long[] from) {
    System.arraycopy(from, 0, to, 0, LIMBS);
  }

  /** Whether an exceptional case was met on the way, or the result is the point at infinity. */
  boolean isLost() {
    return P256Field.isZero(z);
  }

  /** Whether the affine x, as a number below p, is {@code number}. */
  boolean hasX(BigInteger number) {
    square(s, z);
    multiply(t, s, P256Field.of(number));
    subtract(t, t, x);
    return P256Field.isZero(t);
  }

  /** The point with z = 1, given the inverse of its z. */
  Affine affine(long[] inverse) {
    var point = new Affine(new long[LIMBS], new long[LIMBS]);
    square(s, inverse);
    multiply(point.x, x, s);
    multiply(s, s, inverse);
    multiply(point.y, y, s);
    return point;
  }

  /** Twice itself, for a = -3: three multiplications and five squarings. */
  void twice() {
    square(s, z);
    square(t, y);
    multiply(v, x, t);
    // z' = (y + z)² - y² - z²
    add(z, y, z);
    square(z, z);
    subtract(z, z, t);
    subtract(z, z, s);
    // u = 3 (x - z²) (x + z²)
    subtract(u, x, s);
    add(s, x, s);
    multiply(u, u, s);
    times(u, u, 3);
    // x' = u² - 8 x y²
    square(x, u);
    times(v, v, 4);
    subtract(x, x, v);
    subtract(x, x, v);
    tighten(x);
    // y' = u (4 x y² - x') - 8 y⁴
    subtract(v, v, x);
    multiply(y, u, v);
    square(t, t);
    times(t, t, 8);
    subtract(y, y, t);
    tighten(y);
  }

  /** Adds another point: eight multiplications and three squarings. */
  void plus(Affine other) {
    square(s, z);
    multiply(t, s, z);
    multiply(u, other.x, s);
    multiply(v, other.y, t);
    join();
  }

  /** Adds another point: four multiplications and a squaring more. */
  void plus(P256Point other) {
    // Both over the common denominator z·z₂.
    square(s, other.z);
    multiply(t, s, other.z);
    multiply(u, x, s);
    multiply(v, y, t);
    square(s, z);
    multiply(t, s, z);
    multiply(z, z, other.z);
    copy(x, u);
    copy(y, v);
    multiply(u, other.x, s);
    multiply(v, other.y, t);
    join();
  }

  /** Adds (u, v) over the denominator that x and y have. */
  private void join() {
    subtract(u, u, x); // h
    subtract(v, v, y); // r
    multiply(z, z, u);
    square(s, u);
    multiply(t, s, u);
    multiply(s, s, x);
    // x' = r² - h³ - 2 x h²
    square(x, v);
    subtract(x, x, t);
    subtract(x, x, s);
    subtract(x, x, s);
    // y' = r (x h² - x') - y h³
    subtract(s, s, x);
    multiply(t, t, y);
    multiply(y, s, v);
    subtract(y, y, t);
  }
}
