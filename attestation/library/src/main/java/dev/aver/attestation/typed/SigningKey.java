// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.SecretBytes;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * A secp256k1 private key that signs digests deterministically (RFC 6979) in the form that {@link
 * Signature} demands. Safe for many threads; wiped by {@link #close}, as far as Java can: integers
 * of a signature in progress are left to the garbage collector.
 */
public final class SigningKey implements AutoCloseable {
  private final SecretBytes secret;
  private final Address address;
  private volatile boolean closed;

  private SigningKey(byte[] secret) {
    this.address = Secp256k1.address(Secp256k1.timesGenerator(new BigInteger(1, secret)));
    this.secret = SecretBytes.of(secret);
  }

  /** A new key; {@code random} must be fit for keys. */
  public static SigningKey generate(SecureRandom random) {
    var secret = new byte[Digest.SIZE];
    try {
      do {
        random.nextBytes(secret);
      } while (!Secp256k1.isScalar(new BigInteger(1, secret)));
      return new SigningKey(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * The key with these 32 bytes, which are copied.
   *
   * @throws IllegalArgumentException unless they are in 1..n−1
   */
  public static SigningKey of(SecretBytes key) {
    var secret = key.reveal();
    try {
      if (secret.length != Digest.SIZE || !Secp256k1.isScalar(new BigInteger(1, secret))) {
        throw new IllegalArgumentException("not a secp256k1 private key");
      }
      return new SigningKey(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** The address that contracts and receipts know this key by. */
  public Address address() {
    return address;
  }

  /**
   * Signs a digest.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public Signature sign(Digest digest) {
    var key = secret.reveal();
    try {
      // After the copy: a close in between may have wiped what was copied.
      if (closed) {
        throw new IllegalStateException("the key has been wiped");
      }
      return sign(digest, key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static Signature sign(Digest digest, byte[] key) {
    var nonces = new DeterministicNonce(key, digest);
    var d = new BigInteger(1, key);
    var e = Secp256k1.integer(digest);
    while (true) {
      var k = nonces.next();
      var point = Secp256k1.timesGenerator(k);
      var r = point.getAffineXCoord().toBigInteger();
      var s =
          BigIntegers.modOddInverse(Secp256k1.N, k).multiply(e.add(d.multiply(r))).mod(Secp256k1.N);
      // An r of n or more would need a v that nobody accepts; as likely as a guessed key.
      if (Secp256k1.isScalar(r) && s.signum() != 0) {
        return lowS(r, s, point.getAffineYCoord().testBitZero());
      }
      nonces.again();
    }
  }

  private static Signature lowS(BigInteger r, BigInteger s, boolean oddY) {
    var high = s.compareTo(Secp256k1.HALF_N) > 0;
    var low = high ? Secp256k1.N.subtract(s) : s;
    // −s belongs to −R, whose y has the other oddness.
    return Signature.of(toBytes(r), toBytes(low), oddY != high);
  }

  static byte[] toBytes(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(Digest.SIZE, value);
  }

  @Override
  public void close() {
    closed = true;
    secret.close();
  }

  @Override
  public String toString() {
    return "SigningKey[" + address + "]";
  }
}
