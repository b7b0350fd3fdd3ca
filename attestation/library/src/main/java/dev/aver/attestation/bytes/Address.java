// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bytes;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;

/**
 * An EVM address: 20 bytes, spelled {@code 0x} and 40 lower-case digits, never EIP-55 (formats.md,
 * 1).
 */
public record Address(Bytes bytes) {
  /** The size in bytes. */
  public static final int SIZE = 20;

  /** Refuses anything but 20 bytes: a programming error, since parsers check first. */
  public Address {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.size());
    }
  }

  /**
   * Parses {@code 0x} and 40 lower-case digits.
   *
   * @throws Rejected {@link Reason#HEX_FORMAT}
   */
  public static Address parse(String text) throws Rejected {
    return new Address(Bytes.fromPrefixedHex(text, SIZE));
  }

  /** Whether all 20 bytes are zero. */
  public boolean isZero() {
    return bytes.isZero();
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
