// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** GUIDs as firmware stores them: the first three fields little-endian. */
final class Guid {
  static final int SIZE = 16;

  private Guid() {}

  static String format(Bytes stored) {
    var fields = stored.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    var high =
        (fields.getInt() & 0xffffffffL) << 32
            | (fields.getShort() & 0xffffL) << 16
            | fields.getShort() & 0xffffL;
    return new UUID(high, fields.order(ByteOrder.BIG_ENDIAN).getLong()).toString();
  }

  static Bytes parse(String text) {
    var guid = UUID.fromString(text);
    var high = guid.getMostSignificantBits();
    var stored = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    stored.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    stored.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits());
    return Bytes.of(stored.array());
  }
}
