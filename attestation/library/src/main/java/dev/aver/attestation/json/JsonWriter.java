// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import dev.aver.attestation.Rejected;
import java.util.Map;

/**
 * Writes a value compactly as it is: members in their order, numbers by their literal, strings with
 * the escapes of RFC 8785. {@code JsonReader} reads the same value back.
 */
public final class JsonWriter {
  private static final JsonTree.Spelling AS_IT_IS =
      new JsonTree.Spelling() {
        @Override
        public Iterable<String> order(Map<String, Json> members) {
          return members.keySet();
        }

        @Override
        public String number(String literal) {
          return literal;
        }
      };

  private JsonWriter() {}

  /**
   * One line without white space.
   *
   * @throws IllegalArgumentException for a string with a lone surrogate: parsed values have none
   */
  public static String write(Json value) {
    try {
      return JsonTree.write(value, AS_IT_IS);
    } catch (Rejected e) {
      throw new IllegalArgumentException(e.detail(), e);
    }
  }
}
