// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import dev.aver.attestation.bytes.Bytes;
import java.util.List;

/** The few forms of CBOR that a document of AWS has, for samples. */
final class CborWriter {
  private CborWriter() {}

  static Bytes head(int kind, long value) {
    if (value < 24) {
      return Bytes.of((byte) (kind << 5 | value));
    }
    var size = value < 1 << 8 ? 1 : value < 1 << 16 ? 2 : 8;
    var bytes = new byte[1 + size];
    bytes[0] = (byte) (kind << 5 | (size == 1 ? 24 : size == 2 ? 25 : 27));
    for (var i = 0; i < size; i++) {
      bytes[size - i] = (byte) (value >>> 8 * i);
    }
    return Bytes.of(bytes);
  }

  static Bytes integer(long value) {
    return head(0, value);
  }

  static Bytes raw(Bytes value) {
    return head(2, value.size()).plus(value);
  }

  static Bytes text(String value) {
    return head(3, Bytes.utf8(value).size()).plus(Bytes.utf8(value));
  }

  static Bytes array(List<Bytes> elements) {
    return head(4, elements.size()).plus(Bytes.concat(elements.toArray(Bytes[]::new)));
  }

  /** Keys and values in turn; of indefinite length, as AWS writes its payload. */
  static Bytes openMap(List<Bytes> entries) {
    return Bytes.concat(
        Bytes.of((byte) 0xbf), Bytes.concat(entries.toArray(Bytes[]::new)), Bytes.of((byte) 0xff));
  }

  static Bytes map(List<Bytes> entries) {
    return head(5, entries.size() / 2).plus(Bytes.concat(entries.toArray(Bytes[]::new)));
  }
}
