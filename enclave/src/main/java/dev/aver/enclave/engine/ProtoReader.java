// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The fields of one protocol-buffer message, one after the other; what nobody asks for is skipped.
 * Never reads beyond the message, whatever lengths it claims.
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer message;
  private int field;
  private long number;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  ProtoReader(ByteBuffer message) {
    this.message = message;
  }

  /** Goes to the next field; false: there is none. */
  boolean next() throws IOException {
    if (!message.hasRemaining()) {
      return false;
    }
    var key = varint();
    field = (int) (key >>> 3);
    switch ((int) (key & 7)) {
      case VARINT -> number = varint();
      case FIXED64 -> slice(Long.BYTES);
      case FIXED32 -> slice(Integer.BYTES);
      case BYTES -> slice(varint());
      default -> throw new IOException("not a protocol-buffer message");
    }
    return true;
  }

  private void slice(long length) throws IOException {
    if (length < 0 || length > message.remaining()) {
      throw new IOException("a field is longer than its message");
    }
    bytes = message.slice(message.position(), (int) length);
    message.position(message.position() + (int) length);
  }

  private long varint() throws IOException {
    var value = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      if (!message.hasRemaining()) {
        break;
      }
      var next = message.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("a number does not end");
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  /** Its value as an integer. */
  long number() {
    return number;
  }

  /** Its value as bytes. */
  ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /** Its value as UTF-8. */
  String text() {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  /** Its value as a message. */
  ProtoReader message() {
    return new ProtoReader(bytes.duplicate());
  }
}
