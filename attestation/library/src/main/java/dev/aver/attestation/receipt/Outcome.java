// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import java.util.Optional;

/** How a request ended (formats.md, 5). */
public enum Outcome {
  /** The model or a stop string ended every choice. */
  COMPLETE(1),
  /** Cut by a token limit, a deadline or the client. */
  CUT(2),
  /** Refused with a 4xx status. */
  REFUSED(3),
  /** Failed with a 5xx status. */
  FAILED(4);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  /** The number in receipts. */
  public int code() {
    return code;
  }

  /** Whether there may have been no model at all. */
  public boolean allowsNoModel() {
    return this == REFUSED || this == FAILED;
  }

  /** The outcome of this number. */
  public static Optional<Outcome> of(long code) {
    for (var outcome : values()) {
      if (outcome.code == code) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}
