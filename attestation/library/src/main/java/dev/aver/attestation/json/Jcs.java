// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.util.Map;

/**
 * The one spelling of a JSON value (RFC 8785, "JCS"): equal values give equal bytes in every
 * language. What a double would have to round beyond recognition is refused instead (formats.md,
 * 1).
 */
public final class Jcs {
  private static final String MAX_DIGITS = Long.toString(Members.MAX_INTEGER);

  private Jcs() {}

  /**
   * The canonical UTF-8 bytes of {@code value}.
   *
   * @throws Rejected {@link Reason#JSON_NUMBER} for an integer literal beyond ±(2^53−1) and for
   *     what overflows a double, {@link Reason#JSON_SYNTAX} for a lone surrogate
   */
  public static Bytes canonical(Json value) throws Rejected {
    var out = new StringBuilder(256);
    write(value, out);
    return Bytes.utf8(out.toString());
  }

  /**
   * SHA-256 of the canonical bytes.
   *
   * @throws Rejected as {@link #canonical}
   */
  public static Digest digest(Json value) throws Rejected {
    return Hashes.sha256(canonical(value));
  }

  private static void write(Json value, StringBuilder out) throws Rejected {
    switch (value) {
      case Json.Obj(Map<String, Json> members) -> object(members, out);
      case Json.Arr array -> array(array, out);
      case Json.Str(String text) -> JsonText.quote(text, out);
      case Json.Num(String literal) -> out.append(number(literal));
      case Json.Bool(boolean truth) -> out.append(truth);
      case Json.Null ignored -> out.append("null");
    }
  }

  private static void object(Map<String, Json> members, StringBuilder out) throws Rejected {
    out.append('{');
    var separator = "";
    // String's own order is by UTF-16 code units, as RFC 8785, 3.2.3 demands.
    for (var name : members.keySet().stream().sorted().toList()) {
      out.append(separator);
      JsonText.quote(name, out);
      out.append(':');
      write(members.getOrDefault(name, Json.Null.NULL), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void array(Json.Arr array, StringBuilder out) throws Rejected {
    out.append('[');
    var separator = "";
    for (var element : array.elements()) {
      out.append(separator);
      write(element, out);
      separator = ",";
    }
    out.append(']');
  }

  private static String number(String literal) throws Rejected {
    if (isInteger(literal)) {
      return integer(literal);
    }
    var value = Double.parseDouble(literal);
    if (Double.isInfinite(value)) {
      throw new Rejected(Reason.JSON_NUMBER, "no double holds the number");
    }
    return EcmaScriptNumber.write(value);
  }

  private static boolean isInteger(String literal) {
    for (var i = literal.startsWith("-") ? 1 : 0; i < literal.length(); i++) {
      if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String integer(String literal) throws Rejected {
    var digits = literal.startsWith("-") ? literal.substring(1) : literal;
    var atLimit = digits.length() == MAX_DIGITS.length();
    if (digits.length() > MAX_DIGITS.length() || atLimit && digits.compareTo(MAX_DIGITS) > 0) {
      throw new Rejected(Reason.JSON_NUMBER, "integer beyond 2^53-1");
    }
    return digits.equals("0") ? digits : literal;
  }
}
