// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One document with one thing wrong, or only different: every member left out, of another type, of
 * another length, with a neighbour nobody knows.
 */
record Mutants(String what, Json json) {
  private static final List<Json> REPLACEMENTS =
      List.of(
          Json.Null.NULL,
          Json.of(true),
          Json.of(0),
          Json.of(1L << 40),
          new Json.Num("-1"),
          new Json.Num("0.5"),
          Json.of(""),
          Json.of(" "),
          Json.of("unknown"),
          Json.of("0x" + "11".repeat(32)),
          Json.of("11".repeat(16)),
          Json.of("11".repeat(64)),
          Json.of("00".repeat(64)),
          Json.of("AB".repeat(64)),
          Json.of("1.2.3"),
          Json.of("1.51"),
          Json.of("UpToDate"),
          Json.of("software-tdx"),
          Json.of("a\nb"),
          Json.of("\ud83d\ude00".repeat(300)),
          Json.array(List.of()),
          Json.array(List.of(Json.Null.NULL)),
          Json.object().build(),
          Json.object().put("exactly", true).build(),
          Json.object().put("anyOf", Json.array(List.of())).build(),
          Json.object().put("atLeast", "1.1").build(),
          Json.object().put("atLeast", 3).build(),
          Json.object().put("unchecked", "why").build(),
          Json.object().put("unchecked", "").build(),
          Json.object().put("exactly", true).put("unchecked", "both").build());

  /** All of them, each with one change. */
  static List<Mutants> of(Json.Obj document) {
    var mutants = new ArrayList<Mutants>();
    collect("", document, changed -> changed, mutants);
    return mutants;
  }

  private static void collect(
      String where, Json value, UnaryOperator<Json> whole, List<Mutants> mutants) {
    for (var replacement : REPLACEMENTS) {
      mutants.add(new Mutants(where + " = " + replacement, whole.apply(replacement)));
    }
    switch (value) {
      case Json.Obj(Map<String, Json> members) -> members(where, members, whole, mutants);
      case Json.Arr(List<Json> elements) -> elements(where, elements, whole, mutants);
      case Json.Str(String text) -> {
        mutants.add(new Mutants(where + " longer", whole.apply(Json.of(text + "0"))));
        mutants.add(new Mutants(where + " and a line", whole.apply(Json.of(text + "\n"))));
        mutants.add(new Mutants(where + " in capitals", whole.apply(Json.of(upper(text)))));
      }
      default -> {}
    }
  }

  private static String upper(String text) {
    return text.toUpperCase(java.util.Locale.ROOT);
  }

  private static void members(
      String where, Map<String, Json> members, UnaryOperator<Json> whole, List<Mutants> mutants) {
    mutants.add(new Mutants(where + " with more", whole.apply(with(members, "more", Json.of(1)))));
    for (var name : members.keySet()) {
      var without = new LinkedHashMap<>(members);
      without.remove(name);
      mutants.add(new Mutants(where + " without " + name, whole.apply(new Json.Obj(without))));
      collect(
          where + "." + name,
          members.getOrDefault(name, Json.Null.NULL),
          changed -> whole.apply(with(members, name, changed)),
          mutants);
    }
  }

  private static Json with(Map<String, Json> members, String name, Json value) {
    var changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return new Json.Obj(changed);
  }

  private static void elements(
      String where, List<Json> elements, UnaryOperator<Json> whole, List<Mutants> mutants) {
    for (var i = 0; i < elements.size(); i++) {
      var at = i;
      collect(
          where + "[" + i + "]",
          elements.get(i),
          changed -> {
            var list = new ArrayList<>(elements);
            list.set(at, changed);
            return whole.apply(Json.array(list));
          },
          mutants);
    }
  }
}
