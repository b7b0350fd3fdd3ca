// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation;

/**
 * Untrusted input broke a rule: a reason code and what was found.
 *
 * <p>Parsers throw it, the facades turn it into a finding; it never leaves the library through a
 * verification. It is checked, so that nobody forgets, and has no stack trace, so that a flood of
 * malformed input costs no more than well-formed input.
 */
public final class Rejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;

  /** {@code detail} is for people: what was found and where, without content of prompts. */
  public Rejected(Reason reason, String detail) {
    super(reason + ": " + detail, null, false, false);
    this.reason = reason;
    this.detail = detail;
  }

  /** The stable code. */
  public Reason reason() {
    return reason;
  }

  /** What was found, for people. */
  public String detail() {
    return detail;
  }
}
