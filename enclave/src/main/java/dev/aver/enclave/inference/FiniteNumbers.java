// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Numbers of JSON that a double can hold, be it inexactly. Others have no canonical form, so no
 * receipt could commit to a request with one (formats.md, 5.2).
 */
public final class FiniteNumbers {
  private FiniteNumbers() {}

  /**
   * Refuses a request with any other.
   *
   * @throws Refused {@code invalid_value} with the member that holds it
   */
  public static void require(Json.Obj request) throws Refused {
    for (var member : request.members().entrySet()) {
      if (!holds(member.getValue())) {
        var name = Refusal.shown(member.getKey());
        throw Parameters.invalid(name, "`" + name + "` holds a number that is too large.");
      }
    }
  }

  /** Whether all numbers in {@code json}, however deep, are such ones. */
  public static boolean holds(Json json) {
    return switch (json) {
      case Json.Num(String literal) -> Double.isFinite(Double.parseDouble(literal));
      case Json.Arr(List<Json> elements) -> elements.stream().allMatch(FiniteNumbers::holds);
      case Json.Obj(Map<String, Json> members) ->
          members.values().stream().allMatch(FiniteNumbers::holds);
      default -> true;
    };
  }
}
