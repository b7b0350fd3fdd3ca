// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import dev.aver.attestation.json.EcmaScriptNumber;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values as Python prints them: inside of lists and maps, texts stand in quotes. */
final class PythonRepr {
  private PythonRepr() {}

  /** As inside of a list. */
  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean truth -> truth ? "True" : "False";
      case Double number -> number(number);
      case Map<?, ?> map -> {
        var members = new StringJoiner(", ", "{", "}");
        map.forEach((name, member) -> members.add(of(name) + ": " + of(member)));
        yield members.toString();
      }
      case Map.Entry<?, ?> pair -> "(" + of(pair.getKey()) + ", " + of(pair.getValue()) + ")";
      case Collection<?> list -> {
        var elements = new StringJoiner(", ", "[", "]");
        list.forEach(element -> elements.add(of(element)));
        yield elements.toString();
      }
      case CharSequence text -> quoted(text.toString());
      default -> value.toString();
    };
  }

  /** A float: always with a point or an exponent. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    var decimal = new BigDecimal(EcmaScriptNumber.write(value)).stripTrailingZeros();
    var exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      var plain = decimal.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    var digits = decimal.movePointLeft(exponent).toPlainString();
    return digits + "e" + (exponent < 0 ? "-" : "+") + "%02d".formatted(Math.abs(exponent));
  }

  private static String quoted(String text) {
    var quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    var quoted = new StringBuilder().append(quote);
    text.codePoints().forEach(character -> quoted.append(escaped(character, quote)));
    return quoted.append(quote).toString();
  }

  private static String escaped(int character, char quote) {
    return switch (character) {
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        if (character == quote) {
          yield "\\" + quote;
        }
        yield isPrinted(character) ? Character.toString(character) : hex(character);
      }
    };
  }

  private static boolean isPrinted(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }

  private static String hex(int character) {
    if (character < 0x100) {
      return "\\x%02x".formatted(character);
    }
    return (character < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(character);
  }
}
