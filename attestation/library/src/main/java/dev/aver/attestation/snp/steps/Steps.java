// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.steps;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.result.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Collects what hardware.1 to hardware.8 find. A failure is always kept, whatever failed before it;
 * a step passes only if it was made and everything it rests on passed.
 */
public final class Steps {
  /** The number of steps. */
  public static final int COUNT = 8;

  /** What each step rests on: its pass would say nothing if one of these failed. */
  private static final int[][] RESTS_ON = {
    {}, {}, {2}, {3}, {2}, {1, 2}, {1, 5, 6}, {1, 3, 6},
  };

  private final List<List<Finding>> failures = new ArrayList<>();
  private final String[] skipped = new String[COUNT];
  private final String[] unchecked = new String[COUNT];

  /** No step has been made. */
  public Steps() {
    for (var i = 0; i < COUNT; i++) {
      failures.add(new ArrayList<>());
    }
  }

  /** A rule of this step is broken. */
  public void fail(int step, Reason reason, String detail) {
    failures.get(step - 1).add(new Finding.Failed(name(step), reason, detail));
  }

  /** A rule of this step is broken, as a parser found. */
  public void fail(int step, Rejected rejected) {
    fail(step, rejected.reason(), rejected.detail());
  }

  /** Fails unless {@code holds}. */
  public void require(int step, boolean holds, Reason reason, String detail) {
    if (!holds) {
      fail(step, reason, detail);
    }
  }

  /** Fails unless {@code actual} is what the policy expects. */
  public <T> void expect(int step, Reason reason, Expectation<T> expectation, T actual) {
    if (!expectation.accepts(actual)) {
      failures.get(step - 1).add(mismatch(step, reason, expectation, actual));
    }
  }

  private static <T> Finding mismatch(
      int step, Reason reason, Expectation<T> expectation, T actual) {
    return expectation instanceof Expectation.AtLeast<T> least
        ? new Finding.TooOld(name(step), reason, least.floor().toString(), actual.toString())
        : new Finding.Mismatch(name(step), reason, expectation.demand(), actual.toString());
  }

  /** This step cannot be made, or not wholly, for this reason. */
  public void skip(int step, String why) {
    skipped[step - 1] = why;
  }

  /** This step is not made because the policy says so in as many words. */
  public void unchecked(int step, String why) {
    unchecked[step - 1] = why;
  }

  /** Whether nothing has failed in this step. */
  public boolean clean(int step) {
    return failures.get(step - 1).isEmpty();
  }

  /** At least one finding of each step, in order. */
  public List<Finding> findings() {
    var all = new ArrayList<Finding>();
    var passed = new boolean[COUNT];
    for (var step = 1; step <= COUNT; step++) {
      all.addAll(failures.get(step - 1));
      if (clean(step)) {
        var finding = unbroken(step, passed);
        passed[step - 1] = finding instanceof Finding.Passed;
        all.add(finding);
      }
    }
    return List.copyOf(all);
  }

  private Finding unbroken(int step, boolean[] passed) {
    if (unchecked[step - 1] != null) {
      return new Finding.Unchecked(name(step), unchecked[step - 1]);
    }
    return Optional.ofNullable(skipped[step - 1])
        .or(broken(step, passed))
        .<Finding>map(why -> new Finding.Skipped(name(step), why))
        .orElseGet(() -> new Finding.Passed(name(step)));
  }

  private static Supplier<Optional<String>> broken(int step, boolean[] passed) {
    return () -> {
      for (var base : RESTS_ON[step - 1]) {
        if (!passed[base - 1]) {
          return Optional.of("rests on " + name(base));
        }
      }
      return Optional.empty();
    };
  }

  private static String name(int step) {
    return "hardware." + step;
  }
}
