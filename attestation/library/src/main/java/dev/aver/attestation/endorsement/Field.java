// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;

/**
 * Arithmetic modulo the prime of a curve, for public numbers: the time it takes depends on them.
 *
 * <p>A number is a row of signed limbs of 52 bits, least significant first. Twelve bits are to
 * spare in each, so that sums carry nothing. In the field a number x stands as x·2^(52 · limbs)
 * (Montgomery's form). Both primes end in ones, so that multiplying by them is shifting.
 *
 * <p>How large an element may be: a product and {@link #tighten} are <em>one</em>, in size hardly
 * above the power of two above the prime, with limbs hardly above 52 bits; a sum of n of them,
 * signs ignored, is <em>n</em>. Factors may be up to eight. Every method may write over its
 * operands.
 */
abstract sealed class Field permits P256Field, P384Field {
  static final int BITS = 52;
  static final long MASK = (1L << BITS) - 1;

  /** Makes the upper half of a 128-bit product start at bit 52 where both factors have it. */
  private static final int ALIGN = 6;

  /** The prime. */
  final BigInteger prime;

  final int limbs;

  /** The element 1. Not to be changed. */
  final long[] one;

  /** Times it, a number comes into Montgomery's form. */
  private final long[] into;

  private final long[] plainOne;

  Field(String prime, int limbs) {
    this.prime = new BigInteger(prime, 16);
    this.limbs = limbs;
    plainOne = split(BigInteger.ONE);
    one = split(BigInteger.ONE.shiftLeft(BITS * limbs).mod(this.prime));
    into = split(BigInteger.ONE.shiftLeft(2 * BITS * limbs).mod(this.prime));
  }

  /** {@code to} = {@code a} times {@code b}; a one. */
  abstract void multiply(long[] to, long[] a, long[] b);

  /** {@code to} = {@code a} squared; a one. */
  abstract void square(long[] to, long[] a);

  /** {@code to} = {@code a} + {@code b}. */
  abstract void add(long[] to, long[] a, long[] b);

  /** {@code to} = {@code a} - {@code b}. */
  abstract void subtract(long[] to, long[] a, long[] b);

  /** {@code to} = {@code a} times a small number. */
  abstract void times(long[] to, long[] a, int small);

  /** Makes a one of up to 2^10. */
  abstract void tighten(long[] element);

  /** A new element: 0. */
  final long[] zero() {
    return new long[limbs];
  }

  /** The element of a number below the prime. */
  final long[] of(BigInteger number) {
    var element = split(number);
    multiply(element, element, into);
    return element;
  }

  /** The number of an element, below the prime. */
  final BigInteger number(long[] element) {
    var plain = zero();
    multiply(plain, element, plainOne);
    var number = BigInteger.ZERO;
    for (var i = limbs - 1; i >= 0; i--) {
      number = number.shiftLeft(BITS).add(BigInteger.valueOf(plain[i]));
    }
    return number.mod(prime);
  }

  /** Whether the element is 0 modulo the prime. */
  final boolean isZero(long[] element) {
    return number(element).signum() == 0;
  }

  private long[] split(BigInteger number) {
    var split = zero();
    for (var i = 0; i < limbs; i++) {
      split[i] = number.shiftRight(BITS * i).longValue() & MASK;
    }
    return split;
  }

  /** The product without its lowest 52 bits, which are {@code a * b & MASK}. */
  static long high(long a, long b) {
    return Math.multiplyHigh(a << ALIGN, b << ALIGN);
  }
}
