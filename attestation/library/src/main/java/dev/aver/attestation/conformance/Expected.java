// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Reason;
import dev.aver.attestation.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an index expects of a case. */
record Expected(String result, Set<String> reasons, Optional<String> level) {
  static Expected of(Values expect) {
    var reasons = new HashSet<String>();
    if (expect.has("reasons_any_of")) {
      for (var reason : expect.list("reasons_any_of")) {
        if (reason instanceof Json.Str(String code)) {
          reasons.add(code);
        }
      }
    }
    var level = expect.has("level") ? Optional.of(expect.text("level")) : Optional.<String>empty();
    return new Expected(expect.text("result"), reasons, level);
  }

  /** What is wrong with {@code outcome}; empty if it is as expected. */
  Optional<String> problem(CaseOutcome outcome) {
    return switch (outcome) {
      case CaseOutcome.Accepted(Optional<String> found) -> accepted(found);
      case CaseOutcome.Refused(List<Reason> found) -> refused(found);
      case CaseOutcome.Computed(List<String> differences) -> computed(differences);
    };
  }

  private Optional<String> accepted(Optional<String> found) {
    if (!result.equals("accept")) {
      return Optional.of("accepted, but " + result + " was expected");
    }
    return level.isPresent() && !level.equals(found)
        ? Optional.of("level " + found.orElse("none") + ", not " + level.get())
        : Optional.empty();
  }

  private Optional<String> refused(List<Reason> found) {
    if (!result.equals("reject")) {
      return Optional.of("refused with " + found + ", but " + result + " was expected");
    }
    return found.stream().anyMatch(reason -> reasons.contains(reason.name()))
        ? Optional.empty()
        : Optional.of("refused with " + found + ", not any of " + reasons);
  }

  private Optional<String> computed(List<String> differences) {
    if (result.equals("reject")) {
      return Optional.of("computed, but a rejection was expected");
    }
    return differences.isEmpty() && result.equals("compute")
        ? Optional.empty()
        : Optional.of(String.join("; ", differences));
  }
}
