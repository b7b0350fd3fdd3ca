// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.inference.Refused;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The members of an object somewhere inside a request, of which none may be without effect. */
final class Members {
  private Members() {}

  /**
   * Refuses members that nobody reads, unless they are null or an empty array: SDKs carry such ones
   * along.
   *
   * @throws Refused {@code unsupported_parameter} with the member's place
   */
  static void only(Json.Obj object, Set<String> known, String where) throws Refused {
    for (var member : new TreeMap<>(object.members()).entrySet()) {
      if (!known.contains(member.getKey()) && !isEmpty(member.getValue())) {
        var at = where + "." + member.getKey();
        throw Parameters.unsupported(at, "`" + Refusal.shown(at) + "` is not supported.");
      }
    }
  }

  static boolean isEmpty(Json value) {
    return value == Json.Null.NULL || value instanceof Json.Arr(List<Json> all) && all.isEmpty();
  }
}
