// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/**
 * e to the power of x for x ≤ 0, in basic arithmetic only: the same bits on every machine, where
 * the platform's own function may be an instruction of the processor or a library's. Its error is
 * below 1e-9 of the value.
 */
final class Exponential {
  /** Below this the result counts as nothing: 2.3e-13. */
  static final double LEAST = -29;

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2 = 0.6931471805599453;
  private static final int TERMS = 8;
  private static final double[] INVERSE = new double[TERMS + 1];

  static {
    for (var term = 1; term <= TERMS; term++) {
      INVERSE[term] = 1.0 / term;
    }
  }

  private Exponential() {}

  static double of(double x) {
    if (!(x > LEAST)) {
      return 0;
    }
    var k = Math.rint(x * LOG2_E);
    var r = x - k * LN2; // at most half of ln 2
    var sum = 1.0;
    for (var term = TERMS; term > 0; term--) {
      sum = 1 + sum * r * INVERSE[term]; // Taylor's series from its far end
    }
    return sum * Double.longBitsToDouble((long) (k + 1023) << 52);
  }
}
