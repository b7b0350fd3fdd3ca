// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 key pair (RFC 8032) whose seed never leaves the object and is wiped on {@link #close}.
 *
 * <p>It signs whatever it is given. Who holds it keeps the domains apart: a {@code noteKey} signs
 * notes, COSE structures and {@code aci} JSON, nothing else (formats.md, 2). Thread-safe.
 */
public final class Ed25519Key implements AutoCloseable {
  /** The size of the seed in bytes. */
  public static final int SEED_SIZE = 32;

  private final SecretBytes seed;
  private final Digest publicKey;
  private volatile boolean closed;

  private Ed25519Key(SecretBytes seed) {
    this.seed = seed;
    this.publicKey = publicKey(seed);
  }

  /** A fresh key. */
  public static Ed25519Key generate(SecureRandom random) {
    var seed = new byte[SEED_SIZE];
    random.nextBytes(seed);
    try {
      return new Ed25519Key(SecretBytes.of(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** The key of a 32-byte seed, which this object copies. */
  public static Ed25519Key of(SecretBytes seed) {
    if (seed.size() != SEED_SIZE) {
      throw new IllegalArgumentException("a seed has " + SEED_SIZE + " bytes, not " + seed.size());
    }
    var copy = seed.reveal();
    try {
      return new Ed25519Key(SecretBytes.of(copy));
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** The public key as RFC 8032 encodes it. */
  public Digest publicKey() {
    return publicKey;
  }

  /**
   * The 64-byte signature over {@code message}.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public Bytes sign(Bytes message) {
    var secret = seed.reveal();
    var content = message.toArray();
    var signature = new byte[Ed25519.SIGNATURE_SIZE];
    try {
      // After the copy: a close in between may have wiped what was copied.
      if (closed) {
        throw new IllegalStateException("the key has been wiped");
      }
      Ed25519.sign(secret, 0, publicKey.toArray(), 0, content, 0, content.length, signature, 0);
      return Bytes.of(signature);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public void close() {
    closed = true;
    seed.close();
  }

  @Override
  public String toString() {
    return "Ed25519Key[" + publicKey + "]";
  }

  private static Digest publicKey(SecretBytes seed) {
    var secret = seed.reveal();
    var encoded = new byte[Ed25519.PUBLIC_KEY_SIZE];
    try {
      Ed25519.generatePublicKey(secret, 0, encoded, 0);
      return Digest.of(encoded);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
