// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.Explanation;

/** A verification that did not end in "verified": the whole result, for whoever wants to know. */
public final class NotVerified extends Exception {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final transient AttestationResult result;

  /** What was found of {@code what}. */
  public NotVerified(String what, AttestationResult result) {
    super(what + ": " + Explanation.firstLine(result), null, false, false);
    this.text = what + ": " + String.join("\n", Explanation.lines(result));
    this.result = result;
  }

  /** Everything that stands against it, for people. */
  public String text() {
    return text;
  }

  /** Everything that was found. */
  public AttestationResult result() {
    return result;
  }
}
