// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.bytes.SecretBytes;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing and recovery undo each other, and only one spelling of a signature is taken. */
class SigningKeyTest {
  private static final String N =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

  @Test
  void recoversTheSignerOfAnyDigest() throws Exception {
    try (var key = SigningKey.generate(seeded())) {
      var digest = Digest.ZERO;
      for (var i = 0; i < 300; i++) {
        var signature = key.sign(digest);
        assertEquals(signature, key.sign(digest), "deterministic");
        assertEquals(signature, Signature.of(signature.bytes()), "in the accepted form");
        assertEquals(Optional.of(key.address()), signature.recover(digest));
        var other = Hashes.sha256(digest.bytes());
        assertFalse(signature.recover(other).equals(Optional.of(key.address())));
        digest = other;
      }
    }
  }

  @Test
  void signsDigestsAboveTheOrderOfTheGroup() throws Exception {
    var key = SigningKey.of(secret("01"));
    var digest = Digest.parse("0x" + "ff".repeat(32));
    assertEquals(Optional.of(key.address()), key.sign(digest).recover(digest));
    assertEquals("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf", key.address().toString());
  }

  @Test
  void refusesTheHighTwinOfASignature() throws Exception {
    var key = SigningKey.of(secret("02"));
    var bytes = key.sign(Digest.ZERO).bytes();
    var s = new BigInteger(1, bytes.slice(32, 64).toArray());
    var highS = Bytes.of(BigIntegers.asUnsignedByteArray(32, new BigInteger(N, 16).subtract(s)));
    var v = Bytes.of((byte) (27 + 28 - bytes.at(64)));
    var twin = Bytes.concat(bytes.slice(0, 32), highS, v);
    assertRefused(Reason.SIGNATURE_HIGH_S, twin);
    assertEquals(Optional.empty(), new Signature(twin).recover(Digest.ZERO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero", "order"})
  void refusesNumbersThatAreNoScalars(String which) throws Exception {
    var one = "00".repeat(31) + "01";
    var bad = which.equals("order") ? N : "00".repeat(32);
    assertRefused(Reason.SIGNATURE_FORMAT, Bytes.fromHex(bad + one + "1b"));
    assertRefused(Reason.SIGNATURE_FORMAT, Bytes.fromHex(one + bad + "1b"));
  }

  @Test
  void recoversNobodyFromAnRThatIsOnNoPoint() throws Exception {
    // x = 5 has no point on secp256k1.
    var bytes = Bytes.fromHex("00".repeat(31) + "05" + "00".repeat(31) + "01" + "1b");
    assertEquals(Optional.empty(), Signature.of(bytes).recover(Digest.ZERO));
    var signer = SigningKey.of(secret("03")).address();
    var rejected =
        assertThrows(Rejected.class, () -> Signature.of(bytes).verify(Digest.ZERO, signer));
    assertEquals(Reason.SIGNER_MISMATCH, rejected.reason());
  }

  @Test
  void aClosedKeySignsNothing() {
    var key = SigningKey.of(secret("04"));
    key.close();
    assertThrows(IllegalStateException.class, () -> key.sign(Digest.ZERO));
  }

  @Test
  void refusesKeysOutsideTheGroup() {
    assertThrows(IllegalArgumentException.class, () -> SigningKey.of(secret("00")));
    var order = SecretBytes.of(HexFormat.of().parseHex(N));
    assertThrows(IllegalArgumentException.class, () -> SigningKey.of(order));
  }

  private static void assertRefused(Reason reason, Bytes signature) {
    assertEquals(reason, assertThrows(Rejected.class, () -> Signature.of(signature)).reason());
  }

  private static SecretBytes secret(String lastByte) {
    return SecretBytes.of(HexFormat.of().parseHex("00".repeat(31) + lastByte));
  }

  private static SecureRandom seeded() throws NoSuchAlgorithmException {
    var random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(42);
    return random;
  }
}
