// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8PiecesTest {
  @Test
  void charactersComeWholeHoweverTheirBytesAreCut() {
    var text = "Grüße, 你好 👋🏽 – ok";
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var random = new Random(2);
    for (var round = 0; round < 500; round++) {
      var pieces = new Utf8Pieces();
      var shown = new StringBuilder();
      for (var from = 0; from < bytes.length; ) {
        var to = Math.min(bytes.length, from + 1 + random.nextInt(4));
        var more = pieces.add(Arrays.copyOfRange(bytes, from, to));
        assertFalse(more.contains("\uFFFD"), more);
        shown.append(more);
        from = to;
      }
      assertEquals(text, shown + pieces.end());
    }
  }

  @Test
  void bytesThatAreNoCharacterAreShownAsSuch() {
    var pieces = new Utf8Pieces();
    assertEquals("a\uFFFD", pieces.add(new byte[] {'a', (byte) 0x80}));
    assertEquals("", pieces.add(new byte[] {(byte) 0xe4}));
    assertEquals("\uFFFD", pieces.end());
  }
}
