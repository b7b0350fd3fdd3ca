// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.EcmaScriptNumber;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as the maps, lists and values that templates work with. */
final class Plain {
  private Plain() {}

  static @Nullable Object of(Json json) {
    return switch (json) {
      case Json.Obj(Map<String, Json> members) -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, value) -> map.put(name, of(value)));
        yield map;
      }
      case Json.Arr(List<Json> elements) -> {
        var list = new ArrayList<@Nullable Object>();
        elements.forEach(element -> list.add(of(element)));
        yield list;
      }
      case Json.Str(String text) -> text;
      case Json.Num(String literal) -> number(literal);
      case Json.Bool(boolean truth) -> truth;
      case Json.Null ignored -> null;
    };
  }

  private static Object number(String literal) {
    try {
      return Long.parseLong(literal);
    } catch (NumberFormatException e) {
      return Double.parseDouble(literal);
    }
  }

  /** The other way round. */
  static Json json(@Nullable Object value) {
    return switch (value) {
      case null -> Json.Null.NULL;
      case String text -> Json.of(text);
      case Boolean truth -> Json.of(truth);
      case Long number -> Json.of(number);
      case Double number -> new Json.Num(EcmaScriptNumber.write(number));
      case List<?> list -> Json.array(list.stream().map(Plain::json).toList());
      case Map<?, ?> map -> {
        var object = Json.object();
        map.forEach((name, member) -> object.put(name + "", json(member)));
        yield object.build();
      }
      default -> throw new IllegalArgumentException("not made by of()");
    };
  }
}
