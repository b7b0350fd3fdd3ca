// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums of multiples against BouncyCastle's, with small and large tables and at every edge. */
@ParameterizedClass
@EnumSource(Curve.class)
class MultiplesTest {
  private static final int RANDOM = 10_000;

  /** The other library takes its time for them. */
  private static final int RANDOM_P384 = 2_000;

  /** More than a point is asked before it gets its large table. */
  private static final int USES = 20;

  private final Random random = new Random(384);
  private final Curve curve;
  private final BigInteger order;
  private final ECPoint generator;

  MultiplesTest(Curve curve) {
    this.curve = curve;
    this.order = curve.order();
    this.generator = curve.domain.getG();
  }

  private BigInteger expectedX(ECPoint point, BigInteger a, BigInteger b) {
    var sum = ECAlgorithms.sumOfTwoMultiplies(generator, a, point, b);
    return sum.isInfinity()
        ? BigInteger.ZERO
        : sum.normalize().getAffineXCoord().toBigInteger().mod(order);
  }

  private void assertSame(ECPoint point, Multiples multiples, BigInteger a, BigInteger b) {
    var expected = expectedX(point, a, b);
    if (expected.signum() == 0) {
      // Infinity, or an x that no signature can have: nothing is its r.
      assertFalse(multiples.sumHasX(a, b, BigInteger.ONE));
      return;
    }
    assertTrue(multiples.sumHasX(a, b, expected), () -> a.toString(16) + ", " + b.toString(16));
    var other =
        expected.equals(BigInteger.ONE) ? BigInteger.TWO : expected.subtract(BigInteger.ONE);
    assertFalse(multiples.sumHasX(a, b, other));
  }

  private BigInteger scalar() {
    return new BigInteger(curve.bits(), random).mod(order);
  }

  @Test
  void random_sums_are_those_of_another_library() {
    var count = curve == Curve.P256 ? RANDOM : RANDOM_P384;
    for (var i = 0; i < count / USES; i++) {
      var point = generator.multiply(scalar().max(BigInteger.ONE)).normalize();
      var multiples = new Multiples(curve, point);
      for (var use = 0; use < USES; use++) {
        assertSame(point, multiples, scalar(), scalar());
      }
    }
  }

  /** Near 0, n and every power of two where a row of a table begins. */
  private List<BigInteger> edges() {
    var edges = new ArrayList<BigInteger>();
    for (var bit : new int[] {0, 32, curve.bits() / 4, curve.bits() / 2, curve.bits() - 1}) {
      for (var off = -1; off <= 1; off++) {
        var number = BigInteger.ONE.shiftLeft(bit).add(BigInteger.valueOf(off));
        edges.add(number.mod(order));
        edges.add(order.subtract(number).mod(order));
      }
    }
    return edges.stream().distinct().toList();
  }

  @Test
  void points_that_meet_on_the_way_are_added_all_the_same() {
    // Small multiples of the generator equal or oppose its table's entries; sums reach infinity.
    for (var factor : List.of(1, 2, -1)) {
      var point = generator.multiply(BigInteger.valueOf(factor).mod(order)).normalize();
      var small = new Multiples(curve, point);
      for (var a : edges()) {
        for (var b : edges()) {
          assertSame(point, small, a, b);
        }
      }
    }
  }

  @Test
  void infinity_has_no_x() {
    var multiples = new Multiples(curve, generator);
    for (var use = 0; use < USES; use++) {
      assertFalse(multiples.sumHasX(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ONE));
      assertFalse(
          multiples.sumHasX(BigInteger.TEN, order.subtract(BigInteger.TEN), BigInteger.ONE));
    }
  }

  @Test
  void an_x_between_the_order_and_the_prime_counts_modulo_the_order() {
    // The least x above n that is on the curve, as a point of its own: 1·point + 0·generator.
    for (var x = order; ; x = x.add(BigInteger.ONE)) {
      var point = withX(x);
      if (point != null) {
        assertTrue(x.compareTo(curve.field.prime) < 0);
        var multiples = new Multiples(curve, point);
        var r = x.subtract(order);
        if (r.signum() > 0) {
          assertTrue(multiples.sumHasX(BigInteger.ZERO, BigInteger.ONE, r));
          assertFalse(multiples.sumHasX(BigInteger.ZERO, BigInteger.ONE, r.add(BigInteger.ONE)));
          return;
        }
      }
    }
  }

  private ECPoint withX(BigInteger x) {
    var group = curve.domain.getCurve();
    var element = group.fromBigInteger(x);
    var y = element.square().add(group.getA()).multiply(element).add(group.getB()).sqrt();
    return y == null ? null : group.createPoint(x, y.toBigInteger());
  }

  @Test
  void a_signature_of_another_library_holds_and_its_neighbours_do_not() throws Exception {
    var maker = KeyPairGenerator.getInstance("EC");
    maker.initialize(new ECGenParameterSpec(curve == Curve.P256 ? "secp256r1" : "secp384r1"));
    var message = Bytes.utf8("signed by the JDK");
    for (var i = 0; i < 50; i++) {
      var pair = maker.generateKeyPair();
      var signer = Signature.getInstance(curve.hash.replace("-", "") + "withECDSAinP1363Format");
      signer.initSign(pair.getPrivate());
      signer.update(message.toArray());
      var signature = EcdsaSignature.bigEndian(Bytes.of(signer.sign()));
      var key =
          (VerificationKey.Ec) VerificationKey.decode(Bytes.of(pair.getPublic().getEncoded()));
      assertTrue(key.verifies(message, signature));
      assertFalse(
          key.verifies(
              message, new EcdsaSignature(signature.r().add(BigInteger.ONE), signature.s())));
      assertFalse(
          key.verifies(
              message, new EcdsaSignature(signature.r(), signature.s().xor(BigInteger.ONE))));
    }
  }
}
