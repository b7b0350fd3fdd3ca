// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;

/**
 * A point that is being computed, in Jacobian coordinates: (x / z², y / z³). It changes in place
 * and allocates nothing, since a verification takes some three hundred steps. For one thread.
 *
 * <p>The steps do not look for the exceptional cases of addition (equal or opposite points). Each
 * of these leaves z = 0, and every later step keeps that: {@link #isLost} tells at the end, and the
 * caller then takes the slow road. So with the point at infinity, which has no place here.
 *
 * <p>Between steps x is at most a four in the sense of {@link Field}, y a two, z a three.
 */
final class JacobianPoint {
  private final Field field;
  final long[] x;
  final long[] y;
  final long[] z;

  // Scratch.
  private final long[] s;
  private final long[] t;
  private final long[] u;
  private final long[] v;

  /** No point yet: {@link #set} it. */
  JacobianPoint(Field field) {
    this.field = field;
    x = field.zero();
    y = field.zero();
    z = field.zero();
    s = field.zero();
    t = field.zero();
    u = field.zero();
    v = field.zero();
  }

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
    copy(z, field.one);
  }

  /** Becomes a copy. */
  void set(JacobianPoint point) {
    copy(x, point.x);
    copy(y, point.y);
    copy(z, point.z);
  }

  private static void copy(long[] to, long[] from) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** Whether an exceptional case was met on the way, or the result is the point at infinity. */
  boolean isLost() {
    return field.isZero(z);
  }

  /** Whether the affine x, as a number below p, is {@code number}. */
  boolean hasX(BigInteger number) {
    field.square(s, z);
    field.multiply(t, s, field.of(number));
    field.subtract(t, t, x);
    return field.isZero(t);
  }

  /** The point with z = 1, given the inverse of its z. */
  Affine affine(long[] inverse) {
    var point = new Affine(field.zero(), field.zero());
    field.square(s, inverse);
    field.multiply(point.x, x, s);
    field.multiply(s, s, inverse);
    field.multiply(point.y, y, s);
    return point;
  }

  /** Twice itself, for a = -3: three multiplications and five squarings. */
  void twice() {
    var f = field;
    f.square(s, z);
    f.square(t, y);
    f.multiply(v, x, t);
    // z' = (y + z)² - y² - z²
    f.add(z, y, z);
    f.square(z, z);
    f.subtract(z, z, t);
    f.subtract(z, z, s);
    // u = 3 (x - z²) (x + z²)
    f.subtract(u, x, s);
    f.add(s, x, s);
    f.multiply(u, u, s);
    f.times(u, u, 3);
    // x' = u² - 8 x y²
    f.square(x, u);
    f.times(v, v, 4);
    f.subtract(x, x, v);
    f.subtract(x, x, v);
    f.tighten(x);
    // y' = u (4 x y² - x') - 8 y⁴
    f.subtract(v, v, x);
    f.multiply(y, u, v);
    f.square(t, t);
    f.times(t, t, 8);
    f.subtract(y, y, t);
    f.tighten(y);
  }

  /** Adds another point: eight multiplications and three squarings. */
  void plus(Affine other) {
    var f = field;
    f.square(s, z);
    f.multiply(t, s, z);
    f.multiply(u, other.x, s);
    f.multiply(v, other.y, t);
    join();
  }

  /** Adds another point: four multiplications and a squaring more. */
  void plus(JacobianPoint other) {
    var f = field;
    // Both over the common denominator z·z₂.
    f.square(s, other.z);
    f.multiply(t, s, other.z);
    f.multiply(u, x, s);
    f.multiply(v, y, t);
    f.square(s, z);
    f.multiply(t, s, z);
    f.multiply(z, z, other.z);
    copy(x, u);
    copy(y, v);
    f.multiply(u, other.x, s);
    f.multiply(v, other.y, t);
    join();
  }

  /** Adds (u, v) over the denominator that x and y have. */
  private void join() {
    var f = field;
    f.subtract(u, u, x); // h
    f.subtract(v, v, y); // r
    f.multiply(z, z, u);
    f.square(s, u);
    f.multiply(t, s, u);
    f.multiply(s, s, x);
    // x' = r² - h³ - 2 x h²
    f.square(x, v);
    f.subtract(x, x, t);
    f.subtract(x, x, s);
    f.subtract(x, x, s);
    // y' = r (x h² - x') - y h³
    f.subtract(s, s, x);
    f.multiply(t, t, y);
    f.multiply(y, s, v);
    f.subtract(y, y, t);
  }
}
