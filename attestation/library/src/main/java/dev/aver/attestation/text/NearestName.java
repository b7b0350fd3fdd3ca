// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.text;

import java.util.Collection;
import java.util.Optional;

/**
 * The known name that a mistyped one most likely meant. It is a suggestion for a message, never a
 * repair: whoever asks refuses the unknown name all the same.
 */
public final class NearestName {
  private NearestName() {}

  /**
   * The name in {@code known} that is the fewest edits away from {@code unknown} (a character
   * inserted, removed or replaced counts one), and the first in alphabetical order among equals.
   * Empty only if nothing is known.
   */
  public static Optional<String> of(String unknown, Collection<String> known) {
    var best = Optional.<String>empty();
    var fewest = Integer.MAX_VALUE;
    for (var name : known.stream().sorted().toList()) {
      var edits = edits(unknown, name);
      if (edits < fewest) {
        fewest = edits;
        best = Optional.of(name);
      }
    }
    return best;
  }

  /** Levenshtein's distance, one row of his table at a time. */
  private static int edits(String from, String to) {
    var row = new int[to.length() + 1];
    for (var column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (var i = 1; i <= from.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var column = 1; column <= to.length(); column++) {
        var replaced = diagonal + (from.charAt(i - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
