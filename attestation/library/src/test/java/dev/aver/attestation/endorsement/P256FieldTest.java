// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The field against big integers, at every edge where a carry could be lost. */
class P256FieldTest {
  private static final BigInteger P = P256Field.P;
  private static final int FACTOR = 8;

  private final Random random = new Random(256);

  /** Small and large, and one limb, bit or word away from a power of two. */
  private static List<BigInteger> edges() {
    var edges = new ArrayList<BigInteger>();
    for (var bit : new int[] {0, 1, 44, 51, 52, 64, 96, 104, 128, 156, 192, 208, 224, 255, 256}) {
      for (var off = -2; off <= 2; off++) {
        var power = BigInteger.ONE.shiftLeft(bit).add(BigInteger.valueOf(off));
        edges.add(power.mod(P));
        edges.add(P.subtract(power).mod(P));
      }
    }
    return edges.stream().distinct().toList();
  }

  private static long[] of(BigInteger number) {
    return P256Field.of(number);
  }

  @Test
  void edges_multiply_as_numbers_do() {
    for (var a : edges()) {
      assertEquals(a, P256Field.number(of(a)));
      for (var b : edges()) {
        var product = new long[P256Field.LIMBS];
        P256Field.multiply(product, of(a), of(b));
        assertEquals(a.multiply(b).mod(P), P256Field.number(product));
      }
      var square = new long[P256Field.LIMBS];
      P256Field.square(square, of(a));
      assertEquals(a.multiply(a).mod(P), P256Field.number(square));
    }
  }

  @Test
  void random_sums_of_the_largest_allowed_size_multiply_as_numbers_do() {
    for (var i = 0; i < 10_000; i++) {
      var a = new BigInteger(256, random).mod(P);
      var b = new BigInteger(256, random).mod(P);
      var left = new long[P256Field.LIMBS];
      var right = new long[P256Field.LIMBS];
      var sign = random.nextBoolean() ? 1 : -1;
      for (var n = 0; n < FACTOR; n++) {
        P256Field.add(left, left, of(a));
        if (sign > 0) {
          P256Field.add(right, right, of(b));
        } else {
          P256Field.subtract(right, right, of(b));
        }
      }
      var expected = a.multiply(b).multiply(BigInteger.valueOf(64L * sign)).mod(P);
      var product = new long[P256Field.LIMBS];
      P256Field.multiply(product, left, right);
      assertOne(product);
      assertEquals(expected, P256Field.number(product));
      P256Field.square(product, right);
      assertOne(product);
      assertEquals(
          b.multiply(b).multiply(BigInteger.valueOf(64)).mod(P), P256Field.number(product));
      P256Field.tighten(left);
      assertOne(left);
      assertEquals(a.multiply(BigInteger.valueOf(FACTOR)).mod(P), P256Field.number(left));
    }
  }

  @Test
  void limbs_that_are_all_ones_lose_no_carry() {
    // Not reachable by numbers below p, but by sums: every limb at its bound, with either sign.
    for (var signs = 0; signs < 32; signs++) {
      var a = new long[P256Field.LIMBS];
      var value = BigInteger.ZERO;
      for (var i = 0; i < P256Field.LIMBS; i++) {
        var most = (i == 4 ? 1L << 51 : 1L << 55) + (1L << 46) - 1;
        a[i] = (signs >> i & 1) == 0 ? most : -most;
        value = value.add(BigInteger.valueOf(a[i]).shiftLeft(52 * i));
      }
      var product = new long[P256Field.LIMBS];
      P256Field.multiply(product, a, a);
      assertOne(product);
      var inverse = BigInteger.ONE.shiftLeft(520).modInverse(P); // both factors are x·2^260
      assertEquals(value.multiply(value).multiply(inverse).mod(P), P256Field.number(product));
      var square = new long[P256Field.LIMBS];
      P256Field.square(square, a);
      assertEquals(P256Field.number(product), P256Field.number(square));
    }
  }

  @Test
  void zero_is_zero_in_every_form() {
    assertTrue(P256Field.isZero(new long[P256Field.LIMBS]));
    for (var edge : edges()) {
      var difference = new long[P256Field.LIMBS];
      P256Field.subtract(difference, of(edge), of(edge));
      assertTrue(P256Field.isZero(difference));
      var product = new long[P256Field.LIMBS];
      P256Field.multiply(product, of(edge), of(BigInteger.ONE));
      P256Field.subtract(product, product, of(edge));
      assertTrue(P256Field.isZero(product), () -> edge.toString(16));
      assertEquals(edge.signum() == 0, P256Field.isZero(of(edge)));
    }
  }

  /** What the class says of a product: that its sums fit relies on it. */
  private static void assertOne(long[] element) {
    for (var limb : element) {
      assertTrue(Math.abs(limb) < (1L << 52) + (1L << 50));
    }
    assertTrue(Math.abs(element[4]) < (1L << 48) + (1L << 24), () -> Long.toHexString(element[4]));
  }
}
