// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import java.util.Locale;

/**
 * What follows from all findings; nobody sets it.
 *
 * <p>{@link #VERIFIED} is impossible with a failed check or with a required one left out: {@link
 * #of} is the only way to a verdict, and it counts what passed, not what failed.
 */
public enum Verdict {
  /** Everything that was required was checked, and nothing stands against it. */
  VERIFIED,
  /** Something stands against it. */
  REJECTED,
  /** Authentic, but not appraised: nobody said what is acceptable. */
  INCOMPLETE;

  /** The verdict on {@code subject}. A check without any finding counts as skipped. */
  static Verdict of(Subject subject, Findings findings) {
    if (subject.checks().stream().anyMatch(findings::failed)) {
      return REJECTED;
    }
    var verdict = VERIFIED;
    for (var check : subject.checks()) {
      if (findings.passed(check)) {
        continue;
      }
      switch (check.need()) {
        case ALWAYS -> {
          return REJECTED;
        }
        case FOR_VERIFIED -> verdict = INCOMPLETE;
        case IF_PRESENT -> {}
      }
    }
    return verdict;
  }

  /** The spelling in results. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
