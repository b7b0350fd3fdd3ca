// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopStringsTest {
  @Test
  void nothingOfAStopStringIsEverShown() {
    var stops = new StopStrings(List.of("END", "EN!"));
    assertEquals("a", stops.add("aE"));
    assertEquals("", stops.add("N"));
    assertEquals("ENx", stops.add("x"));
    assertEquals("y", stops.add("yEND of it"));
    assertTrue(stops.met());
    assertEquals("", stops.add("more") + stops.end());
  }

  @Test
  void whatCouldHaveBecomeOneIsShownAtTheEnd() {
    var stops = new StopStrings(List.of("</end>"));
    assertEquals("text", stops.add("text</en"));
    assertEquals("</en", stops.end());
  }

  /** However a text is cut into pieces, the same of it is shown. */
  @Test
  void cutsDoNotMatter() {
    var random = new Random(1);
    for (var round = 0; round < 2000; round++) {
      var text = letters(random, 30);
      var stop = letters(random, 1 + random.nextInt(4));
      var at = text.indexOf(stop);
      var stops = new StopStrings(List.of(stop));
      var shown = new StringBuilder();
      for (var from = 0; from < text.length(); ) {
        var to = Math.min(text.length(), from + 1 + random.nextInt(5));
        shown.append(stops.add(text.substring(from, to)));
        from = to;
      }
      shown.append(stops.end());
      assertEquals(at < 0 ? text : text.substring(0, at), shown.toString(), text + " " + stop);
      assertEquals(at >= 0, stops.met());
    }
  }

  private static String letters(Random random, int length) {
    var letters = new StringBuilder();
    for (var i = 0; i < length; i++) {
      letters.append((char) ('a' + random.nextInt(3)));
    }
    return letters.toString();
  }
}
