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

/** Sums of multiples against BouncyCastle's, with small and large tables and at every edge. */
class P256MultiplesTest {
  private static final BigInteger N = Curve.P256.order();
  private static final BigInteger P = P256Field.P;
  private static final ECPoint G = Curve.P256.domain.getG();
  private static final int RANDOM = 10_000;

  /** More than a point is asked before it gets its large table. */
  private static final int USES = 20;

  private final Random random = new Random(384);

  private static BigInteger expectedX(ECPoint point, BigInteger a, BigInteger b) {
    var sum = ECAlgorithms.sumOfTwoMultiplies(G, a, point, b);
    return sum.isInfinity()
        ? BigInteger.ZERO
        : sum.normalize().getAffineXCoord().toBigInteger().mod(N);
  }

  private static void assertSame(
      ECPoint point, P256Multiples multiples, BigInteger a, BigInteger b) {
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
    return new BigInteger(256, random).mod(N);
  }

  @Test
  void random_sums_are_those_of_another_library() {
    for (var i = 0; i < RANDOM / USES; i++) {
      var point = G.multiply(scalar().max(BigInteger.ONE)).normalize();
      var multiples = new P256Multiples(point);
      for (var use = 0; use < USES; use++) {
        assertSame(point, multiples, scalar(), scalar());
      }
    }
  }

  /** Near 0, n and every power of two where a row of a table begins. */
  private static List<BigInteger> edges() {
    var edges = new ArrayList<BigInteger>();
    for (var bit : new int[] {0, 32, 64, 128, 192, 255}) {
      for (var off = -1; off <= 1; off++) {
        var number = BigInteger.ONE.shiftLeft(bit).add(BigInteger.valueOf(off));
        edges.add(number.mod(N));
        edges.add(N.subtract(number).mod(N));
      }
    }
    return edges.stream().distinct().toList();
  }

  @Test
  void points_that_meet_on_the_way_are_added_all_the_same() {
    // Small multiples of the generator equal or oppose its table's entries; sums reach infinity.
    for (var factor : List.of(1, 2, -1)) {
      var point = G.multiply(BigInteger.valueOf(factor).mod(N)).normalize();
      var small = new P256Multiples(point);
      for (var a : edges()) {
        for (var b : edges()) {
          assertSame(point, small, a, b);
        }
      }
    }
  }

  @Test
  void infinity_has_no_x() {
    var multiples = new P256Multiples(G);
    for (var use = 0; use < USES; use++) {
      assertFalse(multiples.sumHasX(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ONE));
      assertFalse(multiples.sumHasX(BigInteger.TEN, N.subtract(BigInteger.TEN), BigInteger.ONE));
    }
  }

  @Test
  void an_x_between_the_order_and_the_prime_counts_modulo_the_order() {
    // The least x above n that is on the curve, as a point of its own: 1·point + 0·G.
    for (var x = N; ; x = x.add(BigInteger.ONE)) {
      var point = withX(x);
      if (point != null) {
        assertTrue(x.compareTo(P) < 0);
        var multiples = new P256Multiples(point);
        var r = x.subtract(N);
        if (r.signum() > 0) {
          assertTrue(multiples.sumHasX(BigInteger.ZERO, BigInteger.ONE, r));
          assertFalse(multiples.sumHasX(BigInteger.ZERO, BigInteger.ONE, r.add(BigInteger.ONE)));
          return;
        }
      }
    }
  }

  private static ECPoint withX(BigInteger x) {
    var curve = Curve.P256.domain.getCurve();
    var element = curve.fromBigInteger(x);
    var y = element.square().add(curve.getA()).multiply(element).add(curve.getB()).sqrt();
    return y == null ? null : curve.createPoint(x, y.toBigInteger());
  }

  @Test
  void a_signature_of_another_library_holds_and_its_neighbours_do_not() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var message = Bytes.utf8("signed by the JDK");
    for (var i = 0; i < 50; i++) {
      var pair = generator.generateKeyPair();
      var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
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
