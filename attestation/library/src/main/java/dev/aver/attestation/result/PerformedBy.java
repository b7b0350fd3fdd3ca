// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import java.util.Locale;

/**
 * Who applied the rules. A result is worth as much as whoever made it: one of a relay is a
 * convenience, and who relies on it repeats the verification.
 */
public enum PerformedBy {
  /** The command line, on the caller's own machine. */
  CLI,
  /** The caller's own program. */
  LIBRARY,
  /** The relay that serves the API. */
  RELAY,
  /** A verification service that its relying party runs. */
  VERIFIER;

  /** The spelling in results. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
