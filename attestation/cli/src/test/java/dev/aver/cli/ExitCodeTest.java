// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of several files the worst counts, in the order 2, 1, 3, 0. */
final class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({"0,0,0", "0,3,3", "3,1,1", "1,2,2", "3,2,2", "0,1,1", "0,2,2"})
  void worse(int one, int other, int worse) {
    assertEquals(worse, ExitCode.worse(one, other));
    assertEquals(worse, ExitCode.worse(other, one));
  }
}
