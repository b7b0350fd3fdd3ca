// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON for people to read and edit: one member a line, short values on the line of their name. */
final class Indented {
  private static final int SHORT = 80;

  private Indented() {}

  static String of(Json value) {
    return write(value, "");
  }

  private static String write(Json value, String indent) {
    var compact = JsonWriter.write(value);
    if (compact.length() <= SHORT) {
      return compact;
    }
    var deeper = indent + "  ";
    return switch (value) {
      case Json.Obj(Map<String, Json> members) ->
          members.entrySet().stream()
              .map(member -> deeper + name(member.getKey()) + write(member.getValue(), deeper))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case Json.Arr(List<Json> elements) ->
          elements.stream()
              .map(element -> deeper + write(element, deeper))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      default -> compact;
    };
  }

  private static String name(String text) {
    return JsonWriter.write(Json.of(text)) + ": ";
  }
}
