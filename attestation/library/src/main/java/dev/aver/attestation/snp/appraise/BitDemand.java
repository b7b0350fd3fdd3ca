// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.appraise;

import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.AtLeast;
import dev.aver.attestation.policy.Expectation.Floor;

/** Bits that must be set and bits that must be clear; those in neither are not looked at. */
public record BitDemand(long set, long clear) implements Floor<Long> {
  /** Refuses a bit that is demanded both ways: a programming error, since parsers check first. */
  public BitDemand {
    if ((set & clear) != 0) {
      throw new IllegalArgumentException("a bit both set and clear");
    }
  }

  /** The demand as an expectation. */
  public static Expectation<Long> of(long set, long clear) {
    return new AtLeast<>(new BitDemand(set, clear));
  }

  @Override
  public boolean reachedBy(Long bits) {
    return (bits & set) == set && (bits & clear) == 0;
  }

  @Override
  public String toString() {
    return "set 0x" + Long.toHexString(set) + ", clear 0x" + Long.toHexString(clear);
  }
}
