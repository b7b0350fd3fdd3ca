// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what the checks of one profile find; what is never made is skipped at the end. */
public final class Checks {
  private final List<Finding> findings = new ArrayList<>();

  /** Nothing found yet. */
  public Checks() {}

  /** Applies {@code rule}. */
  public void check(String name, Findings.Rule rule) {
    try {
      rule.apply();
      findings.add(new Finding.Passed(name));
    } catch (Rejected e) {
      findings.add(Finding.Failed.of(name, e));
    }
  }

  /** Applies {@code rule}; returns what it shows, or nothing if it does not pass. */
  public <T> Optional<T> find(String name, Findings.Search<T> rule) {
    try {
      var shown = rule.apply();
      findings.add(new Finding.Passed(name));
      return Optional.of(shown);
    } catch (Rejected e) {
      findings.add(Finding.Failed.of(name, e));
      return Optional.empty();
    }
  }

  /** Notes why a check was not made. */
  public void skip(String name, String why) {
    findings.add(new Finding.Skipped(name, why));
  }

  /** One finding for each check of {@code profile} in its order. */
  public List<Finding> of(Profile profile) {
    return profile.checks().stream().map(this::finding).toList();
  }

  private Finding finding(String name) {
    return findings.stream()
        .filter(found -> found.check().equals(name))
        .findFirst()
        .orElseGet(() -> new Finding.Skipped(name, "a check before it failed"));
  }
}
