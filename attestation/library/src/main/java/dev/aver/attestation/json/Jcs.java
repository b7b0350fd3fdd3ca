// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.util.Map;
import java.util.TreeSet;

/**
 * The one spelling of a JSON value (RFC 8785, "JCS"): equal values give equal bytes in every
 * language. What a double would have to round beyond recognition is refused instead (formats.md,
 * 1).
 */
public final class Jcs {
  private static final String MAX_DIGITS = Long.toString(Members.MAX_INTEGER);

  private static final JsonTree.Spelling CANONICAL =
      new JsonTree.Spelling() {
        @Override
        public Iterable<String> order(Map<String, Json> members) {
          // String's own order is by UTF-16 code units, as RFC 8785, 3.2.3 demands.
          return new TreeSet<>(members.keySet());
        }

        @Override
        public String number(String literal) throws Rejected {
          return isInteger(literal) ? integer(literal) : rounded(literal);
        }
      };

  private Jcs() {}

  /**
   * The canonical UTF-8 bytes of {@code value}.
   *
   * @throws Rejected {@link Reason#JSON_NUMBER} for an integer literal beyond ±(2^53−1) and for
   *     what overflows a double, {@link Reason#JSON_SYNTAX} for a lone surrogate
   */
  public static Bytes canonical(Json value) throws Rejected {
    return Bytes.utf8(JsonTree.write(value, CANONICAL));
  }

  /**
   * SHA-256 of the canonical bytes.
   *
   * @throws Rejected as {@link #canonical}
   */
  public static Digest digest(Json value) throws Rejected {
    return Hashes.sha256(canonical(value));
  }

  private static String rounded(String literal) throws Rejected {
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
