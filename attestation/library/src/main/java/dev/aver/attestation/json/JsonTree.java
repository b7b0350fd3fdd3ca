// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import dev.aver.attestation.Rejected;
import java.util.Map;

/** Walks a value once and appends its text; what the two spellings differ in is asked for. */
final class JsonTree {
  /** How members are ordered and numbers spelt. */
  interface Spelling {
    Iterable<String> order(Map<String, Json> members);

    String number(String literal) throws Rejected;
  }

  private final Spelling spelling;
  private final StringBuilder out = new StringBuilder(256);

  private JsonTree(Spelling spelling) {
    this.spelling = spelling;
  }

  /**
   * The text of {@code value}, without white space.
   *
   * @throws Rejected for a lone surrogate, and what {@code spelling} refuses
   */
  static String write(Json value, Spelling spelling) throws Rejected {
    var tree = new JsonTree(spelling);
    tree.write(value);
    return tree.out.toString();
  }

  private void write(Json value) throws Rejected {
    switch (value) {
      case Json.Obj(Map<String, Json> members) -> object(members);
      case Json.Arr array -> array(array);
      case Json.Str(String text) -> JsonText.quote(text, out);
      case Json.Num(String literal) -> out.append(spelling.number(literal));
      case Json.Bool(boolean truth) -> out.append(truth);
      case Json.Null ignored -> out.append("null");
    }
  }

  private void object(Map<String, Json> members) throws Rejected {
    out.append('{');
    var separator = "";
    for (var name : spelling.order(members)) {
      out.append(separator);
      JsonText.quote(name, out);
      out.append(':');
      write(members.getOrDefault(name, Json.Null.NULL));
      separator = ",";
    }
    out.append('}');
  }

  private void array(Json.Arr array) throws Rejected {
    out.append('[');
    var separator = "";
    for (var element : array.elements()) {
      out.append(separator);
      write(element);
      separator = ",";
    }
    out.append(']');
  }
}
