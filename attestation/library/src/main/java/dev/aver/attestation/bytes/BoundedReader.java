// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bytes;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;

/**
 * Reads a byte string front to back and refuses, with the caller's reason code, to read past its
 * end. Nothing is allocated before the bounds are checked.
 */
public final class BoundedReader {
  private final Bytes source;
  private final Reason onOverrun;
  private int position;

  /** Reads {@code source}; an overrun is rejected with {@code onOverrun}. */
  public BoundedReader(Bytes source, Reason onOverrun) {
    this.source = source;
    this.onOverrun = onOverrun;
  }

  /** The next {@code count} bytes. */
  public Bytes take(long count) throws Rejected {
    if (count < 0 || count > remaining()) {
      throw new Rejected(
          onOverrun, "needs " + count + " bytes at offset " + position + ", has " + remaining());
    }
    var start = position;
    position += (int) count;
    return source.slice(start, position);
  }

  /** One unsigned byte. */
  public int u8() throws Rejected {
    return take(1).at(0) & 0xff;
  }

  /** A little-endian unsigned 16-bit integer. */
  public int u16le() throws Rejected {
    return (int) unsignedLittleEndian(2);
  }

  /** A little-endian unsigned 32-bit integer. */
  public long u32le() throws Rejected {
    return unsignedLittleEndian(4);
  }

  /** 64 little-endian bits. */
  public long u64le() throws Rejected {
    return unsignedLittleEndian(8);
  }

  private long unsignedLittleEndian(int size) throws Rejected {
    var bytes = take(size);
    var value = 0L;
    for (var i = size - 1; i >= 0; i--) {
      value = value << 8 | (bytes.at(i) & 0xff);
    }
    return value;
  }

  /** The bytes read so far. */
  public int position() {
    return position;
  }

  /** The bytes left. */
  public int remaining() {
    return source.size() - position;
  }
}
