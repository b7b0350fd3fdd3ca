// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations add, remove and replace of RFC 6902, on members and elements. */
final class JsonPatch {
  private JsonPatch() {}

  /** Applies {@code operations} one after the other. */
  static Json apply(Json document, List<Json> operations) {
    var patched = document;
    for (var json : operations) {
      var operation = Values.of("patch", json);
      var path = operation.text("path");
      if (!path.startsWith("/")) {
        throw new IllegalStateException("no member or element: " + path);
      }
      patched = apply(patched, List.of(path.substring(1).split("/", -1)), operation);
    }
    return patched;
  }

  private static Json apply(Json target, List<String> path, Values operation) {
    var name = path.getFirst().replace("~1", "/").replace("~0", "~");
    var rest = path.subList(1, path.size());
    return switch (target) {
      case Json.Obj(Map<String, Json> members) -> member(members, name, rest, operation);
      case Json.Arr(List<Json> elements) -> element(elements, name, rest, operation);
      default -> throw new IllegalStateException("nothing inside of a scalar at " + name);
    };
  }

  private static Json member(
      Map<String, Json> members, String name, List<String> rest, Values operation) {
    var changed = new LinkedHashMap<>(members);
    var old = members.get(name);
    if (old == null && !(rest.isEmpty() && operation.text("op").equals("add"))) {
      throw new IllegalStateException("no member " + name);
    }
    if (old != null && !rest.isEmpty()) {
      changed.put(name, apply(old, rest, operation));
    } else {
      switch (operation.text("op")) {
        case "add", "replace" -> changed.put(name, operation.json("value"));
        case "remove" -> changed.remove(name);
        default -> throw new IllegalStateException("unknown operation");
      }
    }
    return new Json.Obj(changed);
  }

  private static Json element(
      List<Json> elements, String name, List<String> rest, Values operation) {
    var changed = new ArrayList<>(elements);
    var index = name.equals("-") ? elements.size() : Integer.parseInt(name);
    if (!rest.isEmpty()) {
      changed.set(index, apply(elements.get(index), rest, operation));
    } else {
      switch (operation.text("op")) {
        case "add" -> changed.add(index, operation.json("value"));
        case "replace" -> changed.set(index, operation.json("value"));
        case "remove" -> changed.remove(index);
        default -> throw new IllegalStateException("unknown operation");
      }
    }
    return new Json.Arr(changed);
  }
}
