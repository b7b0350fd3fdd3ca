// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;

/**
 * Arithmetic modulo p = 2^256 - 2^224 + 2^192 + 2^96 - 1 (SP 800-186, 3.2.1.3), for public numbers.
 *
 * <p>A number is five signed limbs of 52 bits, least significant first; twelve bits are to spare,
 * so that sums carry nothing. In the field it stands for x·2^260 (Montgomery's form): since p is -1
 * modulo 2^96, the multiple of p that clears a limb is that limb itself, and multiplying by p is
 * shifting.
 *
 * <p>How large an element may be: a product and {@link #tighten} are <em>one</em>, in size below
 * 2^256 + 2^232 and with limbs below 2^52 + 2^46; a sum of n of them, signs ignored, is <em>n</em>.
 * Factors may be up to eight. Every method may write over its operands.
 */
final class P256Field {
  static final int LIMBS = 5;

  private static final int BITS = 52;
  private static final long MASK = (1L << BITS) - 1;
  private static final int TOP_BITS = 48;
  private static final long TOP_MASK = (1L << TOP_BITS) - 1;

  /** The upper limb of p; the others are 2^52 - 1, 2^44 - 1, 0 and 2^36. */
  private static final long TOP_LIMB = (1L << 48) - (1L << 16);

  /** Makes the upper half of a 128-bit product start at bit 52 where both factors have it. */
  private static final int ALIGN = 6;

  static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  /** 2^520 modulo p: times it, a number comes into Montgomery's form. */
  private static final long[] INTO = limbs(BigInteger.ONE.shiftLeft(520).mod(P));

  private static final long[] PLAIN_ONE = {1, 0, 0, 0, 0};

  private P256Field() {}

  /** The element of a number from 0 to p - 1. */
  static long[] of(BigInteger number) {
    var element = limbs(number);
    multiply(element, element, INTO);
    return element;
  }

  /** The number of an element, from 0 to p - 1. */
  static BigInteger number(long[] element) {
    var canonical = new long[LIMBS];
    multiply(canonical, element, PLAIN_ONE);
    var number = BigInteger.ZERO;
    for (var i = LIMBS - 1; i >= 0; i--) {
      number = number.shiftLeft(BITS).add(BigInteger.valueOf(canonical[i]));
    }
    return number.mod(P);
  }

  private static long[] limbs(BigInteger number) {
    var limbs = new long[LIMBS];
    for (var i = 0; i < LIMBS; i++) {
      limbs[i] = number.shiftRight(BITS * i).longValue() & MASK;
    }
    return limbs;
  }

  /** Whether the element is 0 modulo p. */
  static boolean isZero(long[] element) {
    return number(element).signum() == 0;
  }

  /** {@code to} = {@code a} times {@code b}; a one. */
  static void multiply(long[] to, long[] a, long[] b) {
    var b0 = b[0];
    var b1 = b[1];
    var b2 = b[2];
    var b3 = b[3];
    var b4 = b[4];
    // c0 is the lowest column that is left; each round adds a row, clears c0 and moves down.
    var c0 = 0L;
    var c1 = 0L;
    var c2 = 0L;
    var c3 = 0L;
    var c4 = 0L;
    for (var i = 0; i < LIMBS; i++) {
      var x = a[i];
      c0 += x * b0 & MASK;
      c1 += (x * b1 & MASK) + high(x, b0);
      c2 += (x * b2 & MASK) + high(x, b1);
      c3 += (x * b3 & MASK) + high(x, b2);
      c4 += (x * b4 & MASK) + high(x, b3);
      var c5 = high(x, b4);
      // Adds m·p at c0: m·(2^256 - 2^224 + 2^192 + 2^96 - 1).
      var m = c0 & MASK;
      var carry = c0 >> BITS;
      c0 = c1 + carry + (m << 44 & MASK);
      c1 = c2 + (m >>> 8);
      c2 = c3 + (m << 36 & MASK);
      c3 = c4 + (m >>> 16) + (m * TOP_LIMB & MASK);
      c4 = c5 + high(m, TOP_LIMB);
    }
    store(to, c0, c1, c2, c3, c4);
  }

  /** {@code to} = {@code a} squared; a one. Fifteen products where multiplying takes 25. */
  static void square(long[] to, long[] a) {
    var a0 = a[0];
    var a1 = a[1];
    var a2 = a[2];
    var a3 = a[3];
    var a4 = a[4];
    var d0 = a0 << 1;
    var d1 = a1 << 1;
    var d2 = a2 << 1;
    var d3 = a3 << 1;
    var c0 = (a0 * a0 & MASK);
    var c1 = (d0 * a1 & MASK) + high(a0, a0);
    var c2 = (d0 * a2 & MASK) + high(d0, a1);
    var c3 = (d0 * a3 & MASK) + high(d0, a2);
    var c4 = (d0 * a4 & MASK) + high(d0, a3);
    var c5 = high(d0, a4);
    var m0 = c0 & MASK;
    c1 += (c0 >> BITS) + (m0 << 44 & MASK);
    c2 += m0 >>> 8;
    c3 += m0 << 36 & MASK;
    c4 += (m0 >>> 16) + (m0 * TOP_LIMB & MASK);
    c5 += high(m0, TOP_LIMB);
    c2 += (a1 * a1 & MASK);
    c3 += (d1 * a2 & MASK) + high(a1, a1);
    c4 += (d1 * a3 & MASK) + high(d1, a2);
    c5 += (d1 * a4 & MASK) + high(d1, a3);
    var c6 = high(d1, a4);
    var m1 = c1 & MASK;
    c2 += (c1 >> BITS) + (m1 << 44 & MASK);
    c3 += m1 >>> 8;
    c4 += m1 << 36 & MASK;
    c5 += (m1 >>> 16) + (m1 * TOP_LIMB & MASK);
    c6 += high(m1, TOP_LIMB);
    c4 += (a2 * a2 & MASK);
    c5 += (d2 * a3 & MASK) + high(a2, a2);
    c6 += (d2 * a4 & MASK) + high(d2, a3);
    var c7 = high(d2, a4);
    var m2 = c2 & MASK;
    c3 += (c2 >> BITS) + (m2 << 44 & MASK);
    c4 += m2 >>> 8;
    c5 += m2 << 36 & MASK;
    c6 += (m2 >>> 16) + (m2 * TOP_LIMB & MASK);
    c7 += high(m2, TOP_LIMB);
    c6 += (a3 * a3 & MASK);
    c7 += (d3 * a4 & MASK) + high(a3, a3);
    var c8 = high(d3, a4);
    var m3 = c3 & MASK;
    c4 += (c3 >> BITS) + (m3 << 44 & MASK);
    c5 += m3 >>> 8;
    c6 += m3 << 36 & MASK;
    c7 += (m3 >>> 16) + (m3 * TOP_LIMB & MASK);
    c8 += high(m3, TOP_LIMB);
    c8 += (a4 * a4 & MASK);
    var c9 = high(a4, a4);
    var m4 = c4 & MASK;
    c5 += (c4 >> BITS) + (m4 << 44 & MASK);
    c6 += m4 >>> 8;
    c7 += m4 << 36 & MASK;
    c8 += (m4 >>> 16) + (m4 * TOP_LIMB & MASK);
    c9 += high(m4, TOP_LIMB);
    store(to, c5, c6, c7, c8, c9);
  }

  /** {@code to} = {@code a} + {@code b}. */
  static void add(long[] to, long[] a, long[] b) {
    for (var i = 0; i < LIMBS; i++) {
      to[i] = a[i] + b[i];
    }
  }

  /** {@code to} = {@code a} - {@code b}. */
  static void subtract(long[] to, long[] a, long[] b) {
    for (var i = 0; i < LIMBS; i++) {
      to[i] = a[i] - b[i];
    }
  }

  /** {@code to} = {@code a} times a small number. */
  static void times(long[] to, long[] a, int small) {
    for (var i = 0; i < LIMBS; i++) {
      to[i] = a[i] * small;
    }
  }

  /** Makes a one of up to 2^10. */
  static void tighten(long[] element) {
    store(element, element[0], element[1], element[2], element[3], element[4]);
  }

  /** The product without its lowest 52 bits, which are {@code a * b & MASK}. */
  private static long high(long a, long b) {
    return Math.multiplyHigh(a << ALIGN, b << ALIGN);
  }

  private static void store(long[] to, long c0, long c1, long c2, long c3, long c4) {
    var d1 = c1 + (c0 >> BITS);
    var d2 = c2 + (d1 >> BITS);
    var d3 = c3 + (d2 >> BITS);
    var d4 = c4 + (d3 >> BITS);
    // What lies above 2^256 comes back as 2^224 - 2^192 - 2^96 + 1.
    var over = d4 >> TOP_BITS;
    to[0] = (c0 & MASK) + over;
    to[1] = (d1 & MASK) - (over << 44);
    to[2] = d2 & MASK;
    to[3] = (d3 & MASK) - (over << 36);
    to[4] = (d4 & TOP_MASK) + (over << 16);
  }
}
