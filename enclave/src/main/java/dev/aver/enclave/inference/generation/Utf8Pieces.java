// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Whole characters out of tokens that hold parts of them. Bytes that can still become a character
 * are held back; those that cannot become U+FFFD, as every reader of UTF-8 shows them.
 */
final class Utf8Pieces {
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  /** The characters that {@code piece} completes. */
  String add(byte[] piece) {
    held.writeBytes(piece);
    var bytes = held.toByteArray();
    var whole = bytes.length - unfinished(bytes);
    held.reset();
    held.write(bytes, whole, bytes.length - whole);
    return new String(bytes, 0, whole, StandardCharsets.UTF_8);
  }

  /** What is left at the end. */
  String end() {
    var rest = held.toString(StandardCharsets.UTF_8);
    held.reset();
    return rest;
  }

  /** How many bytes at the end are the beginning of a character. */
  private static int unfinished(byte[] bytes) {
    for (var back = 1; back <= Math.min(3, bytes.length); back++) {
      var lead = bytes[bytes.length - back] & 0xff;
      if (lead >= 0xc0) {
        var length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        return length > back ? back : 0;
      }
      if (lead < 0x80) {
        return 0;
      }
    }
    return 0;
  }
}
