// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.nio.ByteBuffer;

/** Lays members out as EVM words: 32 bytes each, integers and addresses padded on the left. */
public final class Words {
  private static final int WORD = 32;

  private final ByteBuffer words;

  private Words(int count) {
    words = ByteBuffer.allocate(count * WORD);
  }

  /** Begins {@code count} words, all of which must follow. */
  public static Words of(int count) {
    return new Words(count);
  }

  /** A {@code bytes32}. */
  public Words word(Digest value) {
    words.put(value.bytes().asByteBuffer());
    return this;
  }

  /** An {@code address}. */
  public Words word(Address value) {
    words.position(words.position() + WORD - Address.SIZE).put(value.bytes().asByteBuffer());
    return this;
  }

  /** An unsigned integer; a negative one is a programming error. */
  public Words word(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    words.position(words.position() + WORD - Long.BYTES).putLong(value);
    return this;
  }

  /** The bytes. */
  public Bytes end() {
    if (words.hasRemaining()) {
      throw new IllegalStateException(words.remaining() + " bytes missing");
    }
    return Bytes.of(words.array());
  }
}
