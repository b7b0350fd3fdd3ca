// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every expected text is what Python's {@code repr} wrote. */
class PythonReprTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "1.5, 1.5",
    "-0.0, -0.0",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "1.25e-7, 1.25e-07",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "1.2345e100, 1.2345e+100",
    "0.1, 0.1"
  })
  void floatsAreWrittenAsPythonDoes(double value, String expected) {
    assertEquals(expected, PythonRepr.of(value));
  }

  @Test
  void textsInsideOfOthersAreQuoted() {
    assertEquals(
        "['it\\\\', \"it's\", 'a\"\\'b', 'x\\n\\x7f\\u2028é😀', None, {'k': True}]",
        PythonRepr.of(
            Arrays.asList("it\\", "it's", "a\"'b", "x\n\u007f\u2028é😀", null, Map.of("k", true))));
  }
}
