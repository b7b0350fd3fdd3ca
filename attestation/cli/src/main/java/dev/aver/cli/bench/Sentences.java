// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up sentences of 6 to 24 plain words: at most 32 tokens each. */
final class Sentences {
  private static final String[] WORDS =
      ("the a this every some new old small large good open early late green white public water house"
              + " river street window garden music letter paper number person teacher doctor child city"
              + " train market light morning winter summer story answer question system machine signal"
              + " runs stands opens falls keeps holds sends reads writes moves brings turns shows builds"
              + " near under over behind before after between around without with from into because while")
          .split(" ");
  private static final int SHORTEST = 6;
  private static final int LONGEST = 24;

  private Sentences() {}

  /** The same ones each time. */
  static List<String> of(int count) {
    var random = new Random(20_261_121);
    var sentences = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      var words = new ArrayList<String>();
      for (var left = random.nextInt(SHORTEST, LONGEST + 1); left > 0; left--) {
        words.add(WORDS[random.nextInt(WORDS.length)]);
      }
      sentences.add(String.join(" ", words) + ".");
    }
    return sentences;
  }
}
