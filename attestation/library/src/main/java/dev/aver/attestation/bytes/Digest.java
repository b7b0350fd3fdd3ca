// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bytes;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;

/**
 * Exactly 32 public bytes: a digest, an Ed25519 key, a commitment, a salt that has been disclosed.
 * Spelled {@code 0x} and 64 lower-case hexadecimal digits (formats.md, 1).
 */
public record Digest(Bytes bytes) implements Comparable<Digest> {
  /** The size in bytes. */
  public static final int SIZE = 32;

  /** 32 zero bytes. */
  public static final Digest ZERO = new Digest(Bytes.of(new byte[SIZE]));

  /** Refuses anything but 32 bytes: a programming error, since parsers check first. */
  public Digest {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.size());
    }
  }

  /** Copies 32 bytes. */
  public static Digest of(byte[] value) {
    return new Digest(Bytes.of(value));
  }

  /**
   * Parses {@code 0x} and 64 lower-case digits.
   *
   * @throws Rejected {@link Reason#HEX_FORMAT}
   */
  public static Digest parse(String text) throws Rejected {
    return new Digest(Bytes.fromPrefixedHex(text, SIZE));
  }

  /** Whether all 32 bytes are zero. */
  public boolean isZero() {
    return bytes.isZero();
  }

  /** A fresh copy of the 32 bytes. */
  public byte[] toArray() {
    return bytes.toArray();
  }

  /** 64 lower-case digits without prefix, as in log origins. */
  public String hex() {
    return bytes.hex();
  }

  @Override
  public int compareTo(Digest other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
