// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;

/**
 * A name that somebody gave, printed wherever a verdict is: 1 to 200 characters, no control
 * character, and nothing that looks like no name.
 */
final class Label {
  /** What a result says where nothing is known: nothing is called that. */
  private static final String UNKNOWN = "unknown";

  private static final int MAX_CHARACTERS = 200;

  static final Spelling<String> SPELLING =
      Spelling.unordered((json, where) -> read(Spelling.string(json, where), where), Json::of);

  private Label() {}

  static String read(String text, String where) throws Rejected {
    if (text.isBlank()
        || text.codePointCount(0, text.length()) > MAX_CHARACTERS
        || text.equals(UNKNOWN)
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new Rejected(
          Reason.FIELD_RANGE,
          where + " must be a label of 1 to " + MAX_CHARACTERS + " characters, not \"unknown\"");
    }
    return text;
  }
}
