// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what one check finds, so that a first failure does not hide a second. A check with
 * nothing against it and nothing left out has passed; one finding at least always results.
 */
public final class Step {
  private final String check;
  private final List<Finding> failures = new ArrayList<>();
  private final List<Finding> skips = new ArrayList<>();

  /** The check of this name, as in formats.md, 8. */
  public Step(String check) {
    this.check = check;
  }

  /** A rule is broken. */
  public void failed(Reason reason, String detail) {
    failures.add(new Finding.Failed(check, reason, detail));
  }

  /** A rule is broken, as a parser found. */
  public void failed(Rejected rejected) {
    failures.add(Finding.Failed.of(check, rejected));
  }

  /** A value is not the expected one. */
  public void mismatch(Reason reason, String expected, String actual) {
    failures.add(new Finding.Mismatch(check, reason, expected, actual));
  }

  /** A version is below its floor. */
  public void tooOld(Reason reason, String floor, String actual) {
    failures.add(new Finding.TooOld(check, reason, floor, actual));
  }

  /** A rule holds or is broken; returns which. */
  public boolean require(boolean holds, Reason reason, String detail) {
    if (!holds) {
      failed(reason, detail);
    }
    return holds;
  }

  /** A part of the check was not made. */
  public void skipped(String why) {
    skips.add(new Finding.Skipped(check, why));
  }

  /** Whether nothing stands against what was checked so far. */
  public boolean clean() {
    return failures.isEmpty();
  }

  /** All failures, else what was left out, else that the check passed. */
  public List<Finding> findings() {
    if (!failures.isEmpty()) {
      return List.copyOf(failures);
    }
    return skips.isEmpty() ? List.of(new Finding.Passed(check)) : List.copyOf(skips);
  }
}
