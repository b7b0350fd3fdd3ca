// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Every expectation of a policy by its path, and the policy without it. */
final class Paths {
  private static final Set<String> EXPECTATION = Set.of("exactly", "anyOf", "atLeast", "unchecked");

  private Paths() {}

  static List<List<String>> below(Json.Obj object) {
    var paths = new ArrayList<List<String>>();
    object
        .members()
        .forEach(
            (name, value) -> {
              // A product line that is not named is refused: leaving one out is no gap.
              if (!Set.of("Milan", "Genoa", "Turin").contains(name)) {
                paths.add(List.of(name));
              }
              if (value instanceof Json.Obj inner && !isExpectation(inner)) {
                below(inner).forEach(rest -> paths.add(join(name, rest)));
              }
            });
    return paths;
  }

  /** The paths below {@code object} at which an expectation stands. */
  static List<List<String>> expectations(Json.Obj object) {
    return everyPath(object).stream().filter(path -> isExpectation(at(object, path))).toList();
  }

  private static List<List<String>> everyPath(Json.Obj object) {
    var paths = new ArrayList<List<String>>();
    object
        .members()
        .forEach(
            (name, value) -> {
              paths.add(List.of(name));
              if (value instanceof Json.Obj inner && !isExpectation(inner)) {
                everyPath(inner).forEach(rest -> paths.add(join(name, rest)));
              }
            });
    return paths;
  }

  private static boolean isExpectation(Json json) {
    return json instanceof Json.Obj object
        && object.members().keySet().stream().anyMatch(EXPECTATION::contains);
  }

  private static List<String> join(String first, List<String> rest) {
    var path = new ArrayList<>(List.of(first));
    path.addAll(rest);
    return path;
  }

  private static Json at(Json json, List<String> path) {
    var inner = ((Json.Obj) json).members().getOrDefault(path.getFirst(), Json.Null.NULL);
    return path.size() == 1 ? inner : at(inner, path.subList(1, path.size()));
  }

  /** {@code json} with another value at this path. */
  static Json with(Json json, List<String> path, Json value) {
    var members = new LinkedHashMap<>(((Json.Obj) json).members());
    members.computeIfPresent(
        path.getFirst(),
        (name, inner) ->
            path.size() == 1 ? value : with(inner, path.subList(1, path.size()), value));
    return new Json.Obj(members);
  }

  static Json without(Json json, List<String> path) {
    var members = new LinkedHashMap<>(((Json.Obj) json).members());
    if (path.size() == 1) {
      members.remove(path.getFirst());
    } else {
      members.computeIfPresent(
          path.getFirst(), (name, inner) -> without(inner, path.subList(1, path.size())));
    }
    return new Json.Obj(members);
  }
}
