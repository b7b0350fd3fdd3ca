// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;

/**
 * The two hashes of an RFC 6962 tree over SHA-256: a leaf can never pass for an inner node, because
 * the first byte hashed differs (RFC 9162, 2.1.1).
 */
public final class Merkle {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final Digest EMPTY = Hashes.sha256();

  private Merkle() {}

  /** {@code SHA-256(0x00 ‖ entry)}. */
  public static Digest leafHash(Bytes entry) {
    var input = new byte[1 + entry.size()];
    input[0] = LEAF;
    entry.asByteBuffer().get(input, 1, entry.size());
    return sha256(input);
  }

  /** {@code SHA-256(0x01 ‖ left ‖ right)}. */
  public static Digest nodeHash(Digest left, Digest right) {
    var input = new byte[1 + 2 * Digest.SIZE];
    input[0] = NODE;
    left.bytes().asByteBuffer().get(input, 1, Digest.SIZE);
    right.bytes().asByteBuffer().get(input, 1 + Digest.SIZE, Digest.SIZE);
    return sha256(input);
  }

  /** The root of the tree without entries: SHA-256 of nothing. */
  public static Digest emptyRoot() {
    return EMPTY;
  }

  private static Digest sha256(byte[] input) {
    return Digest.of(Hashes.begin("SHA-256").digest(input));
  }
}
