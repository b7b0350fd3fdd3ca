// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import java.util.OptionalInt;

/**
 * Finds where an object ends that the grammar has written, so that it is JSON as far as it goes.
 */
final class JsonEnd {
  private JsonEnd() {}

  /** The place behind the object or array that {@code text} begins with; empty if it goes on. */
  static OptionalInt of(String text) {
    var depth = 0;
    var quoted = false;
    for (var index = 0; index < text.length(); index++) {
      switch (text.charAt(index)) {
        case '"' -> quoted = !quoted;
        case '\\' -> index++;
        case '{', '[' -> depth += quoted ? 0 : 1;
        case '}', ']' -> depth -= quoted ? 0 : 1;
        default -> {
          // of no weight
        }
      }
      if (depth == 0 && !quoted) {
        return OptionalInt.of(index + 1);
      }
    }
    return OptionalInt.empty();
  }
}
