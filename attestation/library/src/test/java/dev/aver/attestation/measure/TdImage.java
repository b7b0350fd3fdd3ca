// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A small image with TDVF metadata: every kind of section, and content that is nowhere alike. */
final class TdImage {
  static final int SIZE = 4 * 4096;
  static final int METADATA = 0x3c00;
  static final int SECTIONS = METADATA + 16;
  static final int OFFSET = SIZE - 32 - 18 - 22;

  /** Offset and size of data, address and size of memory, type, attributes. */
  private static final long[][] CONTENT = {
    {0x1000, 0x3000, 0xffffd000L, 0x3000, 0, 1}, // boot firmware, measured
    {0, 0x1000, 0xffffc000L, 0x1000, 1, 0}, // its variables
    {0, 0, 0x809000, 0x2000, 2, 0}, // hand-off block
    {0, 0, 0x810000, 0x1000, 3, 0}, // temporary memory
    {0x400, 0x300, 0x820000, 0x2000, 0, 1}, // measured, mostly zeros
    {0, 0, 0x900000, 0x10000, 4, 2}, // added at run time
  };

  private final ByteBuffer image = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);

  TdImage() {
    for (var i = 0; i < SIZE; i++) {
      image.put(i, (byte) (i * 7 + i / 4096));
    }
    image.put(METADATA, "TDVF".getBytes(StandardCharsets.US_ASCII));
    setInt(METADATA + 4, 16 + 32 * CONTENT.length);
    setInt(METADATA + 8, 1);
    setInt(METADATA + 12, CONTENT.length);
    for (var i = 0; i < CONTENT.length; i++) {
      var at = SECTIONS + 32 * i;
      setInt(at, (int) CONTENT[i][0]);
      setInt(at + 4, (int) CONTENT[i][1]);
      image.putLong(at + 8, CONTENT[i][2]);
      image.putLong(at + 16, CONTENT[i][3]);
      setInt(at + 24, (int) CONTENT[i][4]);
      setInt(at + 28, (int) CONTENT[i][5]);
    }
    setInt(OFFSET, SIZE - METADATA);
    entry(OFFSET + 4, 22, "e47a6535-984a-4798-865e-4685a7bf8ec2");
    entry(SIZE - 32 - 18, 22 + 18, "96b582de-1fb2-45f7-baea-a366c55a082d");
  }

  private void entry(int at, int size, String guid) {
    image.putShort(at, (short) size);
    image.put(at + 2, Guid.parse(guid).toArray());
  }

  void set(int at, int value) {
    image.put(at, (byte) value);
  }

  void setInt(int at, int value) {
    image.putInt(at, value);
  }

  Bytes bytes() {
    return Bytes.of(image.array().clone());
  }
}
