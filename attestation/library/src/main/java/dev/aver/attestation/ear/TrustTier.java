// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.ear;

import java.util.Locale;

/** AR4SI's tiers, from the one that stands against nothing to the one that stands against most. */
public enum TrustTier {
  /** The verifier affirms it. */
  AFFIRMING,
  /** The verifier says nothing of it. */
  NONE,
  /** The verifier warns. */
  WARNING,
  /** The verifier says that it is not trustworthy. */
  CONTRAINDICATED;

  /** The tier of a claim's value, −128 to 127 (AR4SI, 2.3.2). */
  static TrustTier of(int value) {
    if (value >= -1 && value <= 1) {
      return NONE;
    }
    if (value >= 2 && value <= 31 || value >= -32 && value <= -2) {
      return AFFIRMING;
    }
    return value >= 32 && value <= 95 || value >= -96 && value <= -33 ? WARNING : CONTRAINDICATED;
  }

  /** The spelling in JSON. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
