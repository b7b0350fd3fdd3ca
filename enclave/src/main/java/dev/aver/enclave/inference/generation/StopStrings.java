// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import java.util.List;

/**
 * Lets a text through up to the first stop string, and never a character of one: what could still
 * become a stop string is held back until it is one or cannot be.
 */
final class StopStrings {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean met;

  StopStrings(List<String> stops) {
    this.stops = List.copyOf(stops);
  }

  /** What of the text so far can be shown in addition. */
  String add(String text) {
    if (met) {
      return "";
    }
    held.append(text);
    var first = first();
    if (first >= 0) {
      met = true;
      return release(first);
    }
    return release(held.length() - longestBeginning());
  }

  /** Whether a stop string has come. */
  boolean met() {
    return met;
  }

  /** What was held back in vain. */
  String end() {
    return met ? "" : release(held.length());
  }

  private String release(int length) {
    var shown = held.substring(0, length);
    held.delete(0, length);
    return shown;
  }

  private int first() {
    var first = -1;
    for (var stop : stops) {
      var at = held.indexOf(stop);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    return first;
  }

  /** The longest end of the text that some stop string begins with. */
  private int longestBeginning() {
    var longest = 0;
    for (var stop : stops) {
      for (var n = Math.min(stop.length() - 1, held.length()); n > longest; n--) {
        if (stop.startsWith(held.substring(held.length() - n))) {
          longest = n;
        }
      }
    }
    return longest;
  }
}
