// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import dev.aver.attestation.Rejected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects what the checks of one verification find, and skips the ones that rest on a failed one:
 * a rule whose ground is gone is neither passed nor failed (formats.md, 8).
 *
 * <p>For one verification on one thread.
 */
public final class Findings {
  private final Map<CheckName, List<Finding>> found = new EnumMap<>(CheckName.class);

  /** Nothing found yet. */
  public Findings() {}

  /** One rule: returns if nothing stands against it. */
  @FunctionalInterface
  public interface Rule {
    /** Applies the rule. */
    void apply() throws Rejected;
  }

  /**
   * One rule that has something to show.
   *
   * @param <T> what it shows
   */
  @FunctionalInterface
  public interface Search<T> {
    /** Applies the rule. */
    T apply() throws Rejected;
  }

  /** Notes that nothing stands against the check. */
  public void pass(CheckName check) {
    add(check, new Finding.Passed(check.text()));
  }

  /** Notes why the check could not be made or had nothing to examine. */
  public void skip(CheckName check, String why) {
    add(check, new Finding.Skipped(check.text(), why));
  }

  /** Notes a failure. */
  public void fail(CheckName check, Rejected rejected) {
    add(check, Finding.Failed.of(check.text(), rejected));
  }

  /** Notes a finding made elsewhere; its name must be the check's. */
  public void add(CheckName check, Finding finding) {
    if (!finding.check().equals(check.text())) {
      throw new IllegalArgumentException(finding.check() + " is no finding of " + check);
    }
    found.computeIfAbsent(check, c -> new ArrayList<>()).add(finding);
  }

  /** Applies {@code rule} unless one of {@code ground} did not pass; returns whether it passed. */
  public boolean check(CheckName check, Collection<CheckName> ground, Rule rule) {
    if (!stands(check, ground)) {
      return false;
    }
    return check(check, rule);
  }

  /** Applies {@code rule}; returns whether it passed. */
  public boolean check(CheckName check, Rule rule) {
    try {
      rule.apply();
      pass(check);
      return true;
    } catch (Rejected rejected) {
      fail(check, rejected);
      return false;
    }
  }

  /** Applies {@code rule}; returns what it shows, or nothing if it does not pass. */
  public <T> Optional<T> find(CheckName check, Search<T> rule) {
    try {
      var shown = rule.apply();
      pass(check);
      return Optional.of(shown);
    } catch (Rejected rejected) {
      fail(check, rejected);
      return Optional.empty();
    }
  }

  /** As above, unless one of {@code ground} did not pass. */
  public <T> Optional<T> find(CheckName check, Collection<CheckName> ground, Search<T> rule) {
    return stands(check, ground) ? find(check, rule) : Optional.empty();
  }

  private boolean stands(CheckName check, Collection<CheckName> ground) {
    for (var below : ground) {
      if (!passed(below)) {
        skip(check, "rests on " + below);
        return false;
      }
    }
    return true;
  }

  /** Whether the check was made and nothing stands against it. */
  public boolean passed(CheckName check) {
    var findings = of(check);
    return !findings.isEmpty() && findings.stream().allMatch(f -> stands(check, f));
  }

  // A policy can waive revocation or an appraisal; no word of anybody waives a signature.
  private static boolean stands(CheckName check, Finding finding) {
    return finding instanceof Finding.Passed
        || finding instanceof Finding.Unchecked && check.need() == CheckName.Need.FOR_VERIFIED;
  }

  /** Whether something stands against the check. */
  public boolean failed(CheckName check) {
    return of(check).stream().anyMatch(Finding.Failure.class::isInstance);
  }

  /** Whether there is any finding of this check. */
  public boolean has(CheckName check) {
    return found.containsKey(check);
  }

  /** The findings of one check, in the order in which they were made. */
  public List<Finding> of(CheckName check) {
    return List.copyOf(found.getOrDefault(check, List.of()));
  }
}
