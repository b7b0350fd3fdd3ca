// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import dev.aver.attestation.Rejected;
import java.util.Map;

/**
 * Writes a value compactly as it is: members in their order, numbers by their literal, strings with
 * the escapes of RFC 8785. {@code JsonReader} reads the same value back.
 */
public final class JsonWriter {
  private JsonWriter() {}

  /**
   * One line without white space.
   *
   * @throws IllegalArgumentException for a string with a lone surrogate: parsed values have none
   */
  public static String write(Json value) {
    var out = new StringBuilder(256);
    try {
      write(value, out);
    } catch (Rejected e) {
      throw new IllegalArgumentException(e.detail(), e);
    }
    return out.toString();
  }

  private static void write(Json value, StringBuilder out) throws Rejected {
    switch (value) {
      case Json.Obj(Map<String, Json> members) -> object(members, out);
      case Json.Arr array -> array(array, out);
      case Json.Str(String text) -> JsonText.quote(text, out);
      case Json.Num(String literal) -> out.append(literal);
      case Json.Bool(boolean truth) -> out.append(truth);
      case Json.Null ignored -> out.append("null");
    }
  }

  private static void object(Map<String, Json> members, StringBuilder out) throws Rejected {
    out.append('{');
    var separator = "";
    for (var member : members.entrySet()) {
      out.append(separator);
      JsonText.quote(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void array(Json.Arr array, StringBuilder out) throws Rejected {
    out.append('[');
    var separator = "";
    for (var element : array.elements()) {
      out.append(separator);
      write(element, out);
      separator = ",";
    }
    out.append(']');
  }
}
