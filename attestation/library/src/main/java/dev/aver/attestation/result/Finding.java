// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;

/**
 * What one check found: never a bare boolean, so that nobody can lose the reason on the way
 * (formats.md, 8). A check that fails more than one rule has one finding for each.
 */
public sealed interface Finding {
  /** The name of the check, as in formats.md, 8. */
  String check();

  /** A finding that stands against what was examined. */
  sealed interface Failure extends Finding {
    /** The stable code. */
    Reason reason();

    /** What was found, for people; without content of prompts. */
    String detail();
  }

  /** The check was made and nothing stands against it. */
  record Passed(String check) implements Finding {}

  /** The check was made and a rule is broken. */
  record Failed(String check, Reason reason, String detail) implements Failure {
    /** The finding for a rule that a parser or a check refused by. */
    public static Failed of(String check, Rejected rejected) {
      return new Failed(check, rejected.reason(), rejected.detail());
    }
  }

  /** A value is another one than expected. */
  record Mismatch(String check, Reason reason, String expected, String actual) implements Failure {
    @Override
    public String detail() {
      return "expected " + expected + ", found " + actual;
    }
  }

  /** A version is below its floor. */
  record TooOld(String check, Reason reason, String floor, String actual) implements Failure {
    @Override
    public String detail() {
      return "at least " + floor + ", found " + actual;
    }
  }

  /**
   * The check was not made because the relying party's policy says so in as many words. Alone among
   * skipped checks it does not stand in the way of {@link Verdict#VERIFIED}.
   */
  record Unchecked(String check, String why) implements Finding {
    /** Always {@link Reason#NOT_CHECKED}. */
    public Reason reason() {
      return Reason.NOT_CHECKED;
    }
  }

  /** The check was not made: {@code why} says what it rests on or what was missing. */
  record Skipped(String check, String why) implements Finding {
    /** Always {@link Reason#NOT_CHECKED}. */
    public Reason reason() {
      return Reason.NOT_CHECKED;
    }
  }
}
