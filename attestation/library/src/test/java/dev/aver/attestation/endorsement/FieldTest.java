// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The field against big integers, at every edge where a carry could be lost. */
@ParameterizedClass
@EnumSource(Curve.class)
class FieldTest {
  private static final int FACTOR = 8;

  private static final int BITS = 52;

  private final Random random = new Random(256);
  private final Field field;
  private final BigInteger prime;
  private final int top;

  FieldTest(Curve curve) {
    field = curve.field;
    prime = field.prime;
    top = field.limbs - 1;
  }

  /** Small and large, and one limb, bit or word away from a power of two. */
  private List<BigInteger> edges() {
    var edges = new ArrayList<BigInteger>();
    for (var bit : new int[] {0, 1, 44, 52, 64, 96, 104, 128, 156, 192, 208, 224, 256, 364, 384}) {
      for (var off = -2; off <= 2; off++) {
        var power = BigInteger.ONE.shiftLeft(bit).add(BigInteger.valueOf(off));
        edges.add(power.mod(prime));
        edges.add(prime.subtract(power).mod(prime));
      }
    }
    return edges.stream().distinct().toList();
  }

  private long[] of(BigInteger number) {
    return field.of(number);
  }

  @Test
  void edges_multiply_as_numbers_do() {
    for (var a : edges()) {
      assertEquals(a, field.number(of(a)));
      for (var b : edges()) {
        var product = new long[field.limbs];
        field.multiply(product, of(a), of(b));
        assertEquals(a.multiply(b).mod(prime), field.number(product));
      }
      var square = new long[field.limbs];
      field.square(square, of(a));
      assertEquals(a.multiply(a).mod(prime), field.number(square));
    }
  }

  @Test
  void random_sums_of_the_largest_allowed_size_multiply_as_numbers_do() {
    for (var i = 0; i < 10_000; i++) {
      var a = new BigInteger(prime.bitLength(), random).mod(prime);
      var b = new BigInteger(prime.bitLength(), random).mod(prime);
      var left = new long[field.limbs];
      var right = new long[field.limbs];
      var sign = random.nextBoolean() ? 1 : -1;
      for (var n = 0; n < FACTOR; n++) {
        field.add(left, left, of(a));
        if (sign > 0) {
          field.add(right, right, of(b));
        } else {
          field.subtract(right, right, of(b));
        }
      }
      var expected = a.multiply(b).multiply(BigInteger.valueOf(64L * sign)).mod(prime);
      var product = new long[field.limbs];
      field.multiply(product, left, right);
      assertOne(product);
      assertEquals(expected, field.number(product));
      field.square(product, right);
      assertOne(product);
      assertEquals(
          b.multiply(b).multiply(BigInteger.valueOf(64)).mod(prime), field.number(product));
      field.tighten(left);
      assertOne(left);
      assertEquals(a.multiply(BigInteger.valueOf(FACTOR)).mod(prime), field.number(left));
    }
  }

  @Test
  void limbs_that_are_all_ones_lose_no_carry() {
    // Not reachable by numbers below p, but by sums: every limb at its bound, with either sign.
    for (var signs = 0; signs < 1 << field.limbs; signs++) {
      var a = new long[field.limbs];
      var value = BigInteger.ZERO;
      for (var i = 0; i < field.limbs; i++) {
        var most = i == top ? 8L << prime.bitLength() - BITS * top : (8L << BITS) + (1L << 46) - 1;
        a[i] = (signs >> i & 1) == 0 ? most : -most;
        value = value.add(BigInteger.valueOf(a[i]).shiftLeft(BITS * i));
      }
      var product = new long[field.limbs];
      field.multiply(product, a, a);
      assertOne(product);
      var inverse = BigInteger.ONE.shiftLeft(2 * BITS * field.limbs).modInverse(prime);
      assertEquals(value.multiply(value).multiply(inverse).mod(prime), field.number(product));
      var square = new long[field.limbs];
      field.square(square, a);
      assertEquals(field.number(product), field.number(square));
    }
  }

  @Test
  void zero_is_zero_in_every_form() {
    assertTrue(field.isZero(new long[field.limbs]));
    for (var edge : edges()) {
      var difference = new long[field.limbs];
      field.subtract(difference, of(edge), of(edge));
      assertTrue(field.isZero(difference));
      var product = new long[field.limbs];
      field.multiply(product, of(edge), of(BigInteger.ONE));
      field.subtract(product, product, of(edge));
      assertTrue(field.isZero(product), () -> edge.toString(16));
      assertEquals(edge.signum() == 0, field.isZero(of(edge)));
    }
  }

  /** What the class says of a product: that its sums fit relies on it. */
  private void assertOne(long[] element) {
    for (var limb : element) {
      assertTrue(Math.abs(limb) < (1L << 52) + (1L << 50));
    }
    var bound = (1L << prime.bitLength() - BITS * top) + (1L << 24);
    assertTrue(Math.abs(element[top]) < bound, () -> Long.toHexString(element[top]));
  }
}
