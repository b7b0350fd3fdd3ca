// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;

/**
 * {@code SHA-256(salt(32) ‖ tag(1) ‖ bytes)}: hides the bytes from whoever lacks the salt, and can
 * be opened in one way only (formats.md, 5.1).
 */
public final class Commitment {
  private Commitment() {}

  /** Commits to {@code bytes}; each commitment needs a fresh random salt. */
  public static Digest of(Digest salt, int tag, Bytes bytes) {
    return Hashes.sha256(salt.bytes(), Bytes.of((byte) tag), bytes);
  }

  /** Commits to {@code content}. */
  public static Digest of(Digest salt, TaggedBytes content) {
    return of(salt, content.tag(), content.bytes());
  }

  /**
   * Requires that salt and content open {@code commitment}.
   *
   * @throws Rejected {@link Reason#OPENING_MISMATCH}
   */
  public static void check(Digest commitment, Digest salt, TaggedBytes content) throws Rejected {
    if (!of(salt, content).equals(commitment)) {
      throw new Rejected(Reason.OPENING_MISMATCH, "salt, tag and bytes do not open " + commitment);
    }
  }
}
