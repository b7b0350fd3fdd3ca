// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.bytes.Bytes;

/**
 * Bytes to commit to, with what they are.
 *
 * @param tag one of {@link Tags}, or another value of one byte
 */
public record TaggedBytes(int tag, Bytes bytes) {
  /** Nothing, with tag 0x00. */
  public static final TaggedBytes NONE = new TaggedBytes(Tags.NONE, Bytes.EMPTY);

  /** Refuses a tag that is no byte: a programming error, since parsers check first. */
  public TaggedBytes {
    if (tag < 0 || tag > 0xff) {
      throw new IllegalArgumentException("a tag is one byte, not " + tag);
    }
  }
}
