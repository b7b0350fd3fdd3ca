// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import dev.aver.attestation.Reason;
import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One line of a result: a check and everything that was found by it, at least one finding. */
public record CheckOutcome(CheckName name, List<Finding> findings) {
  /** Copies {@code findings}. */
  public CheckOutcome {
    findings = List.copyOf(findings);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("no finding for " + name);
    }
  }

  /** {@code fail} if anything stands against it, else {@code skip} if anything was left out. */
  public String outcome() {
    if (!failures().isEmpty()) {
      return "fail";
    }
    return findings.stream().allMatch(Finding.Passed.class::isInstance) ? "pass" : "skip";
  }

  /** Everything that stands against it. */
  public List<Finding.Failure> failures() {
    return findings.stream()
        .filter(Finding.Failure.class::isInstance)
        .map(Finding.Failure.class::cast)
        .toList();
  }

  /** The code of the first failure, or {@link Reason#NOT_CHECKED} of a skipped check. */
  public Optional<Reason> reason() {
    return switch (outcome()) {
      case "pass" -> Optional.empty();
      case "skip" -> Optional.of(Reason.NOT_CHECKED);
      default -> Optional.of(failures().getFirst().reason());
    };
  }

  /** For people: what was found; further failures of the same check with their codes. */
  public String detail() {
    var failures = failures();
    if (failures.isEmpty()) {
      return findings.stream()
          .flatMap(finding -> why(finding).stream())
          .collect(Collectors.joining("; "));
    }
    return failures.getFirst().detail()
        + failures.stream()
            .skip(1)
            .map(f -> "; " + f.reason() + ": " + f.detail())
            .collect(Collectors.joining());
  }

  private static Optional<String> why(Finding finding) {
    return switch (finding) {
      case Finding.Skipped skipped -> Optional.of(skipped.why());
      case Finding.Unchecked unchecked -> Optional.of(unchecked.why());
      case Finding.Passed passed -> Optional.empty();
      case Finding.Failure failure -> Optional.of(failure.detail());
    };
  }

  Json.Obj toJson() {
    var json = Json.object().put("name", name.text()).put("outcome", outcome());
    reason().ifPresent(reason -> json.put("reason", reason.name()));
    if (reason().isPresent()) {
      json.put("detail", detail());
    }
    return json.build();
  }
}
