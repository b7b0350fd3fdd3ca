// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;

/** Strings as RFC 8785, 3.2.2.2 writes them: nothing is escaped that need not be. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /**
   * Appends {@code text} in quotes.
   *
   * @throws Rejected {@link Reason#JSON_SYNTAX} for a lone surrogate, which UTF-8 cannot hold
   */
  static void quote(String text, StringBuilder out) throws Rejected {
    out.append('"');
    var plain = 0; // Most texts are names and digests: appended as a whole.
    while (plain < text.length() && isPlain(text.charAt(plain))) {
      plain++;
    }
    out.append(text, 0, plain);
    for (var i = plain; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new Rejected(Reason.JSON_SYNTAX, "lone surrogate");
        }
        out.append(c).append(text.charAt(++i));
      } else {
        character(c, out);
      }
    }
    out.append('"');
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
  }

  private static void character(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < 0x20) {
          out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
          out.append(c);
        }
      }
    }
  }
}
