// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts of a template that the library would read otherwise than Jinja does: what stands in {@code
 * raw}, what looks like a tag, strings with escapes. They are given to it as values of variables.
 */
final class TemplateTexts {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** The variable that holds this text. */
  String variable(String text) {
    var name = "text_of_template_" + values.size();
    values.put(name, text);
    return name;
  }

  /** All variables. */
  Map<String, Object> values() {
    return values;
  }

  /**
   * The variable that holds what a quoted string of Python means, or the string where it is plain.
   */
  String quoted(String token) {
    return token.indexOf('\\') < 0
        ? token
        : variable(unescaped(token.substring(1, token.length() - 1)));
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\\' || i + 1 == text.length()) {
        plain.append(text.charAt(i));
        continue;
      }
      var kind = text.charAt(++i);
      var digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
      if (digits > 0) {
        plain.appendCodePoint(number(text, i + 1, digits));
        i += digits;
      } else {
        plain.append(unescaped(kind));
      }
    }
    return plain.toString();
  }

  private static int number(String text, int begin, int digits) {
    var end = begin + digits;
    if (end > text.length() || !text.substring(begin, end).matches("[0-9a-fA-F]+")) {
      throw new IllegalArgumentException("a string with a broken escape");
    }
    var number = Long.parseLong(text.substring(begin, end), 16);
    if (number > Character.MAX_CODE_POINT) {
      throw new IllegalArgumentException("a string with a character that does not exist");
    }
    return (int) number;
  }

  private static String unescaped(char kind) {
    return switch (kind) {
      case '\n' -> "";
      case '\\', '\'', '"' -> String.valueOf(kind);
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'v' -> "\u000b";
      case '0', '1', '2', '3', '4', '5', '6', '7', 'N' ->
          throw new IllegalArgumentException("the escape \\" + kind + " is not supported");
      default -> "\\" + kind;
    };
  }
}
