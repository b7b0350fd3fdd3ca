// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Digest;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces of RFC 6979, 3.2 for one secp256k1 key and digest, with HMAC-SHA256: the same
 * signature every time, and no random source that could fail.
 */
final class DeterministicNonce {
  private static final String HMAC = "HmacSHA256";

  private final Mac mac = hmac();
  private byte[] k = new byte[Digest.SIZE];
  private byte[] v = new byte[Digest.SIZE];

  /** Steps a to g; {@code key} is the private key in 32 bytes, which the caller wipes. */
  DeterministicNonce(byte[] key, Digest digest) {
    Arrays.fill(v, (byte) 1);
    // The digest is reduced modulo n (bits2octets); it has as many bits as n.
    var reduced = Secp256k1.integer(digest).mod(Secp256k1.N);
    var seed = SigningKey.toBytes(reduced);
    update((byte) 0, key, seed);
    update((byte) 1, key, seed);
  }

  /** Step h: the next candidate that is in 1..n−1. */
  BigInteger next() {
    while (true) {
      v = mac(k, v);
      var candidate = new BigInteger(1, v);
      if (Secp256k1.isScalar(candidate)) {
        return candidate;
      }
      again();
    }
  }

  /** Moves on after a candidate that gave no signature. */
  void again() {
    update((byte) 0, new byte[0], new byte[0]);
  }

  private void update(byte separator, byte[] key, byte[] seed) {
    k = mac(k, v, new byte[] {separator}, key, seed);
    v = mac(k, v);
  }

  private byte[] mac(byte[] secret, byte[]... parts) {
    try {
      mac.init(new SecretKeySpec(secret, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    for (var part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  private static Mac hmac() {
    try {
      return Mac.getInstance(HMAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every JDK", e);
    }
  }
}
