// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

/** Modulo p = 2^384 - 2^128 - 2^96 + 2^32 - 1 (SP 800-186, 3.2.1.4), in eight limbs. */
final class P384Field extends Field {
  static final P384Field INSTANCE = new P384Field();

  private static final int LIMBS = 8;
  private static final int TOP_BITS = 20;
  private static final long TOP_MASK = (1L << TOP_BITS) - 1;

  private P384Field() {
    super(
        "ffffffffffffffffffffffffffffffffffffffffffffffff"
            + "fffffffffffffffeffffffff0000000000000000ffffffff",
        LIMBS);
  }

  @Override
  void multiply(long[] to, long[] a, long[] b) {
    var b0 = b[0];
    var b1 = b[1];
    var b2 = b[2];
    var b3 = b[3];
    var b4 = b[4];
    var b5 = b[5];
    var b6 = b[6];
    var b7 = b[7];
    // c0 is the lowest column that is left; each round adds a row, clears c0 and moves down.
    var c0 = 0L;
    var c1 = 0L;
    var c2 = 0L;
    var c3 = 0L;
    var c4 = 0L;
    var c5 = 0L;
    var c6 = 0L;
    var c7 = 0L;
    for (var i = 0; i < LIMBS; i++) {
      var x = a[i];
      c0 += x * b0 & MASK;
      c1 += (x * b1 & MASK) + high(x, b0);
      c2 += (x * b2 & MASK) + high(x, b1);
      c3 += (x * b3 & MASK) + high(x, b2);
      c4 += (x * b4 & MASK) + high(x, b3);
      c5 += (x * b5 & MASK) + high(x, b4);
      c6 += (x * b6 & MASK) + high(x, b5);
      c7 += (x * b7 & MASK) + high(x, b6);
      var c8 = high(x, b7);
      // p is 2^32 - 1 in its lowest limb, the inverse of -(2^32 + 1): m·p clears c0.
      var m = c0 + (c0 << 32) & MASK;
      var carry = c0 - m + (m << 32 & MASK) >> BITS;
      c0 = c1 + carry + (m >>> 20) - (m << 44 & MASK);
      c1 = c2 - (m >>> 8) - (m << 24 & MASK);
      c2 = c3 - (m >>> 28);
      c3 = c4;
      c4 = c5;
      c5 = c6;
      c6 = c7 + (m << 20 & MASK);
      c7 = c8 + (m >>> 32);
    }
    store(to, c0, c1, c2, c3, c4, c5, c6, c7);
  }

  @Override
  void square(long[] to, long[] a) {
    multiply(to, a, a);
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
    store(
        element,
        element[0],
        element[1],
        element[2],
        element[3],
        element[4],
        element[5],
        element[6],
        element[7]);
  }

  private static void store(
      long[] to, long c0, long c1, long c2, long c3, long c4, long c5, long c6, long c7) {
    var d1 = c1 + (c0 >> BITS);
    var d2 = c2 + (d1 >> BITS);
    var d3 = c3 + (d2 >> BITS);
    var d4 = c4 + (d3 >> BITS);
    var d5 = c5 + (d4 >> BITS);
    var d6 = c6 + (d5 >> BITS);
    var d7 = c7 + (d6 >> BITS);
    // What lies above 2^384 comes back as 2^128 + 2^96 - 2^32 + 1.
    var over = d7 >> TOP_BITS;
    to[0] = (c0 & MASK) + over - (over << 32);
    to[1] = (d1 & MASK) + (over << 44);
    to[2] = (d2 & MASK) + (over << 24);
    to[3] = d3 & MASK;
    to[4] = d4 & MASK;
    to[5] = d5 & MASK;
    to[6] = d6 & MASK;
    to[7] = d7 & TOP_MASK;
  }
}
