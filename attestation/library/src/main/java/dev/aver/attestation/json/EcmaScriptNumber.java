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
  private EcmaScriptNumber() {}

  /** Writes a finite double; anything else is a programming error. */
  public static String write(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite");
    }
    if (value == 0) {
      return "0";
    }
    var shortest = shortest(Math.abs(value));
    var digits = shortest.unscaledValue().toString();
    // The decimal point stands behind this many digits, as ECMA-262 calls n.
    var point = digits.length() - shortest.scale();
    return (value < 0 ? "-" : "") + layout(digits, point);
  }

  private static BigDecimal shortest(double value) {
    // Since JDK 19 this is the shortest decimal, of at least two digits.
    var two = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (two.precision() == 2) {
      var one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
      if (one.doubleValue() == value) {
        return one.stripTrailingZeros();
      }
    }
    return two;
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
