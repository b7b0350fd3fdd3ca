// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * JSON as Python's {@code json.dumps(value, sort_keys=True)} writes it, byte for byte: keys in the
 * order of their code points, comma-space and colon-space, everything outside printable ASCII
 * escaped, floats in Python's shortest form (opengradient.md, 3.2).
 */
final class PythonJson {
  /** Python writes a float as a plain decimal from 1e-4 to below 1e16. */
  private static final int FIRST_EXPONENT = 16;

  private static final int LAST_SMALL = -4;

  private final StringBuilder out = new StringBuilder();

  private PythonJson() {}

  /**
   * The text of a value.
   *
   * @throws Rejected {@link Reason#OPENGRADIENT_FORMAT} for a number beyond a double
   */
  static String write(Json value) throws Rejected {
    var writer = new PythonJson();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(Json value) throws Rejected {
    switch (value) {
      case Json.Obj object -> object(object);
      case Json.Arr(List<Json> elements) -> {
        out.append('[');
        for (var i = 0; i < elements.size(); i++) {
          out.append(i == 0 ? "" : ", ");
          value(elements.get(i));
        }
        out.append(']');
      }
      case Json.Str(String text) -> string(text);
      case Json.Num(String literal) -> out.append(number(literal));
      case Json.Bool(boolean flag) -> out.append(flag);
      case Json.Null ignored -> out.append("null");
    }
  }

  private void object(Json.Obj object) throws Rejected {
    out.append('{');
    var first = true;
    var members =
        object.members().entrySet().stream()
            .sorted((one, other) -> byCodePoints(one.getKey(), other.getKey()))
            .toList();
    for (var member : members) {
      out.append(first ? "" : ", ");
      first = false;
      string(member.getKey());
      out.append(": ");
      value(member.getValue());
    }
    out.append('}');
  }

  /** UTF-8 sorts as code points do; Java's own order is that of UTF-16. */
  private static int byCodePoints(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private void string(String text) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char unit) {
    switch (unit) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        if (unit >= ' ' && unit <= '~') {
          out.append(unit);
        } else {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      }
    }
  }

  /** A literal without fraction and exponent is an integer of any size, every other a float. */
  private static String number(String literal) throws Rejected {
    if (literal.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
      return literal.equals("-0") ? "0" : literal;
    }
    return real(Double.parseDouble(literal));
  }

  /** {@code repr} of a float. */
  static String real(double value) throws Rejected {
    if (!Double.isFinite(value)) {
      throw new Rejected(Reason.OPENGRADIENT_FORMAT, "a number beyond a double");
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    var decimal = shortest(Math.abs(value));
    var exponent = decimal.precision() - decimal.scale() - 1;
    var sign = value < 0 ? "-" : "";
    if (exponent < LAST_SMALL || exponent >= FIRST_EXPONENT) {
      return sign + scientific(decimal.unscaledValue().toString(), exponent);
    }
    var plain = decimal.toPlainString();
    return sign + (plain.contains(".") ? plain : plain + ".0");
  }

  /** Java writes two digits where one would do, if they are nearer; Python writes one. */
  private static BigDecimal shortest(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    var one = decimal.round(new MathContext(1));
    return decimal.precision() == 2 && one.doubleValue() == value ? one : decimal;
  }

  private static String scientific(String digits, int exponent) {
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa
        + String.format(Locale.ROOT, "e%c%02d", exponent < 0 ? '-' : '+', Math.abs(exponent));
  }
}
