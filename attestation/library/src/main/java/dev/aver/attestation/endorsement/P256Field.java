// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

/** Modulo p = 2^256 - 2^224 + 2^192 + 2^96 - 1 (SP 800-186, 3.2.1.3), in five limbs. */
final class P256Field extends Field {
  static final P256Field INSTANCE = new P256Field();

  private static final int LIMBS = 5;
  private static final int TOP_BITS = 48;
  private static final long TOP_MASK = (1L << TOP_BITS) - 1;

  /** The upper limb of p; the others are 2^52 - 1, 2^44 - 1, 0 and 2^36. */
  private static final long TOP_LIMB = (1L << 48) - (1L << 16);

  private P256Field() {
    super("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", LIMBS);
  }

  @Override
  void multiply(long[] to, long[] a, long[] b) {
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
      // p is -1 in its lowest limb: m·p clears c0.
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

  /** Fifteen products where multiplying takes 25; row by row as above. */
  @Override
  void square(long[] to, long[] a) {
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

  @Override
  void add(long[] to, long[] a, long[] b) {
    for (var i = 0; i < LIMBS; i++) {
      to[i] = a[i] + b[i];
    }
  }

  @Override
  void subtract(long[] to, long[] a, long[] b) {
    for (var i = 0; i < LIMBS; i++) {
      to[i] = a[i] - b[i];
    }
  }

  @Override
  void times(long[] to, long[] a, int small) {
    for (var i = 0; i < LIMBS; i++) {
      to[i] = a[i] * small;
    }
  }

  @Override
  void tighten(long[] element) {
    store(element, element[0], element[1], element[2], element[3], element[4]);
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
