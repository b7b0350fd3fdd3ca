// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bytes;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not leak: redacted in {@link #toString}, compared in constant time, wiped on
 * {@link #close}.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] value;

  private SecretBytes(byte[] value) {
    this.value = value;
  }

  /** Copies {@code value}; the caller wipes its own array. */
  public static SecretBytes of(byte[] value) {
    return new SecretBytes(value.clone());
  }

  /** The number of bytes. */
  public int size() {
    return value.length;
  }

  /** A copy that the caller wipes after use. */
  public byte[] reveal() {
    return value.clone();
  }

  @Override
  public void close() {
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    return value.length; // nothing of the content
  }

  @Override
  public String toString() {
    return "SecretBytes[" + value.length + "]";
  }
}
