// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.SecretBytes;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final Bytes MESSAGE = Bytes.utf8("a head of a log\n");

  /** RFC 8032, 7.1: tests 1 to 3. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
            + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
            + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
            + "39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
            + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
            + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f"
            + "3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
            + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
            + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67"
            + "f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
      })
  void signsAsRfc8032Says(String seed, String publicKey, String message, String signature)
      throws Rejected {
    try (var key = Ed25519Key.of(SecretBytes.of(Bytes.fromHex(seed).toArray()))) {
      assertEquals(publicKey, key.publicKey().hex());
      assertEquals(signature, key.sign(Bytes.fromHex(message)).hex());
      assertTrue(
          Ed25519Signature.verifies(
              key.publicKey(), Bytes.fromHex(message), Bytes.fromHex(signature)));
    }
  }

  @Test
  void everyFlippedBitIsSeen() {
    var key = key(1);
    var signature = key.sign(MESSAGE);
    for (var bit = 0; bit < 512; bit += 7) {
      assertFalse(
          Ed25519Signature.verifies(key.publicKey(), MESSAGE, flip(signature, bit)), "bit " + bit);
    }
    assertFalse(Ed25519Signature.verifies(key(2).publicKey(), MESSAGE, signature));
    assertFalse(
        Ed25519Signature.verifies(key.publicKey(), MESSAGE.plus(Bytes.of((byte) 0)), signature));
  }

  @Test
  void aSecondSpellingOfTheScalarIsRefused() {
    var key = key(3);
    var signature = key.sign(MESSAGE);
    var reversed = reverse(signature.slice(32, 64).toArray());
    var other = new BigInteger(1, reversed).add(ORDER).toByteArray();
    var scalar = reverse(Arrays.copyOfRange(other, other.length - 32, other.length));
    var malleated = signature.slice(0, 32).plus(Bytes.of(scalar));
    assertFalse(Ed25519Signature.verifies(key.publicKey(), MESSAGE, malleated));
  }

  /** Points of order 1, 2, 4 and 8, and encodings of y beyond the field. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void keysThatFitManyMessagesAreRefused(String publicKey) throws Rejected {
    // With a key of order 1 this signature would be right for every message.
    var neutral = Bytes.fromHex("01" + "00".repeat(63));
    var key = new Digest(Bytes.fromHex(publicKey));
    assertFalse(Ed25519Signature.verifies(key, MESSAGE, neutral));
    assertFalse(Ed25519Signature.verifies(key, Bytes.EMPTY, neutral));
  }

  @Test
  void otherLengthsAreRefused() {
    var key = key(4);
    var signature = key.sign(MESSAGE);
    assertFalse(Ed25519Signature.verifies(key.publicKey(), MESSAGE, signature.slice(0, 63)));
    assertFalse(
        Ed25519Signature.verifies(key.publicKey(), MESSAGE, signature.plus(Bytes.of((byte) 0))));
    assertFalse(Ed25519Signature.verifies(key.publicKey(), MESSAGE, Bytes.EMPTY));
  }

  @Test
  void aWipedKeySignsNothing() {
    var key = key(5);
    key.close();
    assertThrows(IllegalStateException.class, () -> key.sign(MESSAGE));
  }

  @Test
  void aKeyIsNeverPrintedAndSeedsHave32Bytes() {
    assertFalse(key(6).toString().contains("06".repeat(8)));
    var small = SecretBytes.of(new byte[31]);
    assertThrows(IllegalArgumentException.class, () -> Ed25519Key.of(small));
  }

  static Ed25519Key key(int number) {
    var seed = new byte[Ed25519Key.SEED_SIZE];
    Arrays.fill(seed, (byte) number);
    return Ed25519Key.of(SecretBytes.of(seed));
  }

  private static Bytes flip(Bytes bytes, int bit) {
    var altered = bytes.toArray();
    altered[bit / 8] ^= (byte) (1 << bit % 8);
    return Bytes.of(altered);
  }

  private static byte[] reverse(byte[] bytes) {
    var reversed = new byte[bytes.length];
    for (var i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
