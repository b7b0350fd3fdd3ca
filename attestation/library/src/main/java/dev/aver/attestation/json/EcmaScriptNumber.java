// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A double as JavaScript's Number::toString writes it (ECMA-262, 6.1.6.1.20; RFC 8785, 3.2.2.3):
 * the shortest decimal that reads back as the same double. Minus zero is "0".
 */
public final class EcmaScriptNumber {
  /** Below this, doubles are so coarse that decimals of one digit and of two mean the same one. */
  private static final double COARSE = 1e-320;

  private EcmaScriptNumber() {}

  /** Writes a finite double; anything else is a programming error. */
  public static String write(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite");
    }
    if (value == 0) {
      return "0";
    }
    var sign = value < 0 ? "-" : "";
    return sign + positive(Math.abs(value));
  }

  private static String positive(double value) {
    // Since JDK 19 the shortest decimal, of at least two digits, in one of Java's two layouts.
    var text = value < COARSE ? coarse(value) : Double.toString(value);
    var exponentAt = text.indexOf('E');
    var mantissa = exponentAt < 0 ? text : text.substring(0, exponentAt);
    var exponent = exponentAt < 0 ? 0 : Integer.parseInt(text.substring(exponentAt + 1));
    var dot = mantissa.indexOf('.');
    var all = mantissa.substring(0, dot) + mantissa.substring(dot + 1);
    var from = 0;
    while (all.charAt(from) == '0') {
      from++;
    }
    var to = all.length();
    while (all.charAt(to - 1) == '0') {
      to--;
    }
    // The decimal point stands behind this many digits, as ECMA-262 calls n.
    return layout(all.substring(from, to), dot + exponent - from);
  }

  private static String coarse(double value) {
    var one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
    return one.doubleValue() == value
        ? one.unscaledValue() + ".0E" + -one.scale()
        : Double.toString(value);
  }

  private static String layout(String digits, int point) {
    var count = digits.length();
    if (point > 21 || point < -5) {
      return scientific(digits, point - 1);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return point >= count
        ? digits + "0".repeat(point - count)
        : digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String scientific(String digits, int exponent) {
    var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
