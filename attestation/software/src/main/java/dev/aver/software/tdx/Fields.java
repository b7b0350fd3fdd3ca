// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** So many bytes, zero at first, whose integers are little-endian. */
final class Fields {
  private final ByteBuffer out;

  Fields(int size) {
    out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  void put(int at, Bytes bytes) {
    out.put(at, bytes.toArray());
  }

  void u16(int at, int value) {
    out.putShort(at, (short) value);
  }

  void u32(int at, long value) {
    out.putInt(at, (int) value);
  }

  Bytes bytes() {
    return Bytes.of(out.array());
  }

  static Bytes u16(int value) {
    var field = new Fields(2);
    field.u16(0, value);
    return field.bytes();
  }

  static Bytes u32(long value) {
    var field = new Fields(4);
    field.u32(0, value);
    return field.bytes();
  }
}
