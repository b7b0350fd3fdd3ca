// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PrefillTest {
  @Test
  void noPieceOfAnyPromptHasExactlyOneToken() {
    assertEquals(1, Prefill.end(0, 1));
    for (var length = 2; length <= 3000; length++) {
      for (var from = 0; from < length; ) {
        var end = Prefill.end(from, length);
        assertTrue(end - from >= 2 && end - from <= Prefill.PIECE + 1, length + " at " + from);
        from = end;
      }
    }
  }
}
