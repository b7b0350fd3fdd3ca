// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.doctor;

import java.util.Optional;

/**
 * What one question found.
 *
 * @param todo what to do about it, where there is something to do
 */
record Step(Question question, Outcome outcome, String detail, Optional<String> todo) {
  /** The questions, in the order in which they are asked. */
  enum Question {
    MACHINE("machine"),
    INTERFACE("interface"),
    PERMISSION("permission"),
    PROVIDER("provider"),
    PRIVILEGE_LEVEL("privilege level"),
    REPORT("report"),
    RATE("rate"),
    ENDORSEMENTS("endorsements"),
    CHAIN("chain"),
    VERDICT("verdict");

    private final String text;

    Question(String text) {
      this.text = text;
    }

    /** For people and for JSON. */
    String text() {
      return text;
    }
  }

  /** How it went. */
  enum Outcome {
    PASS,
    FAIL,
    /** Not asked, or not to be answered on this machine. */
    SKIP
  }

  static Step pass(Question question, String detail) {
    return new Step(question, Outcome.PASS, detail, Optional.empty());
  }

  static Step fail(Question question, String detail, String todo) {
    return new Step(question, Outcome.FAIL, detail, Optional.of(todo));
  }

  static Step skip(Question question, String detail) {
    return new Step(question, Outcome.SKIP, detail, Optional.empty());
  }

  /** The same with something to do that is no failure. */
  Step advising(String advice) {
    return new Step(question, outcome, detail, Optional.of(advice));
  }
}
