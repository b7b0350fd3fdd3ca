// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.appraise;

/** Bits that must be set and bits that must be clear; those in neither are not looked at. */
public record BitDemand(long set, long clear) {
  /** Demands nothing. */
  public static final BitDemand NONE = new BitDemand(0, 0);

  /** Refuses a bit that is demanded both ways: a programming error. */
  public BitDemand {
    if ((set & clear) != 0) {
      throw new IllegalArgumentException("a bit both set and clear");
    }
  }

  /** Whether {@code bits} are as demanded. */
  public boolean accepts(long bits) {
    return (bits & set) == set && (bits & clear) == 0;
  }

  /** What is demanded, for people. */
  public String demand() {
    return "set 0x" + Long.toHexString(set) + ", clear 0x" + Long.toHexString(clear);
  }
}
