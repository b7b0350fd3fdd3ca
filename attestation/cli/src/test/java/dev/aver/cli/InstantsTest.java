// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** The two spellings of {@code --at}. */
final class InstantsTest {
  @ParameterizedTest
  @CsvSource({
    "1780314606170, 1780314606170",
    "2026-06-01T11:50:06.170Z, 1780314606170",
    "2026-06-01T13:50:06.170+02:00, 1780314606170",
    "0, 0"
  })
  void bothSpellings(String text, long millis) {
    assertEquals(millis, new Instants().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "-1", "2026-06-01", "2026-06-01T11:50:06", "1e3", "0x10"})
  void nothingElse(String text) {
    assertThrows(TypeConversionException.class, () -> new Instants().convert(text));
  }
}
