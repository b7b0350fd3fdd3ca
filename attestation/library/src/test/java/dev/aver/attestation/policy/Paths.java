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
              if (value instanceof Json.Obj inner
                  && inner.members().keySet().stream().noneMatch(EXPECTATION::contains)) {
                for (var rest : below(inner)) {
                  var path = new ArrayList<>(List.of(name));
                  path.addAll(rest);
                  paths.add(path);
                }
              }
            });
    return paths;
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
