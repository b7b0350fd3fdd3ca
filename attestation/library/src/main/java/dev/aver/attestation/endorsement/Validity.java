// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** When a document holds: milliseconds since 1970, both ends included. */
public record Validity(long notBefore, long notAfter) {
  /** Reads two X.509 times. */
  static Validity parse(Der der) throws Rejected {
    return new Validity(time(der), time(der));
  }

  /** Whether {@code at} lies before the first moment. */
  public boolean notYet(long at) {
    return at < notBefore;
  }

  /** Whether {@code at} lies after the last moment. */
  public boolean over(long at) {
    return at > notAfter;
  }

  /** One X.509 time (RFC 5280, 4.1.2.5): UTCTime or GeneralizedTime, to the second, in UTC. */
  static long time(Der der) throws Rejected {
    var utc = der.nextIs(Der.UTC_TIME);
    var text =
        new String(
            der.take(utc ? Der.UTC_TIME : Der.GENERALIZED_TIME).toArray(),
            StandardCharsets.ISO_8859_1);
    var digits = utc ? 12 : 14;
    if (text.length() != digits + 1 || text.charAt(digits) != 'Z' || !allDigits(text, digits)) {
      throw der.bad("a time that is not digits and Z");
    }
    if (utc) {
      text = (text.charAt(0) < '5' ? "20" : "19") + text;
    }
    try {
      return LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 4, 6),
                  number(text, 6, 8),
                  number(text, 8, 10),
                  number(text, 10, 12),
                  number(text, 12, 14))
              .toEpochSecond(ZoneOffset.UTC)
          * 1000;
    } catch (DateTimeException e) {
      throw der.bad("a time that does not exist");
    }
  }

  private static boolean allDigits(String text, int count) {
    for (var i = 0; i < count; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
