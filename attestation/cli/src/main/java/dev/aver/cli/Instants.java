// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time as people and scripts write it; the result is milliseconds since 1970. */
final class Instants implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    if (text.matches("[0-9]{1,16}")) {
      return Long.valueOf(text);
    }
    try {
      // An offset is required: "noon" without one is a different moment on every machine.
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (instant.toEpochMilli() >= 0) {
        return instant.toEpochMilli();
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Said below, in words for both spellings.
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is neither milliseconds since 1970 nor ISO-8601 with an offset,"
            + " such as 2026-11-21T12:00:00Z");
  }
}
