// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** The hash functions of the formats, over byte strings laid one after the other. */
public final class Hashes {
  private Hashes() {}

  /** SHA-256 over the concatenation of {@code parts}. */
  public static Digest sha256(Bytes... parts) {
    return Digest.of(digest("SHA-256", parts));
  }

  /** SHA-384 over the concatenation of {@code parts}: 48 bytes. */
  public static Bytes sha384(Bytes... parts) {
    return Bytes.of(digest("SHA-384", parts));
  }

  /** Keccak-256 (Ethereum's, not SHA3-256) over the concatenation of {@code parts}. */
  public static Digest keccak256(Bytes... parts) {
    var keccak = new KeccakDigest(256);
    for (var part : parts) {
      keccak.update(part.shared(), 0, part.size());
    }
    var out = new byte[Digest.SIZE];
    keccak.doFinal(out, 0);
    return Digest.of(out);
  }

  /**
   * A digest that takes its input in pieces.
   *
   * @param algorithm one that every Java has
   * @throws IllegalStateException if this one has it not
   */
  public static MessageDigest begin(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  private static byte[] digest(String algorithm, Bytes... parts) {
    var digest = begin(algorithm);
    for (var part : parts) {
      digest.update(part.shared());
    }
    return digest.digest();
  }
}
