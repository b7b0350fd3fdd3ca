// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.appraise;

import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.snp.abi.AbiVersion;

/** What the guest's own policy and privilege must be (attestation.md, 1.1). */
public record GuestDemands(
    Expectation<Boolean> debug,
    Expectation<Boolean> migrationAgent,
    Expectation<Boolean> smt,
    Expectation<Boolean> singleSocket,
    Expectation<Boolean> cxl,
    Expectation<Boolean> aes256Xts,
    Expectation<Boolean> raplDisabled,
    Expectation<Boolean> ciphertextHiding,
    Expectation<Boolean> pageSwapDisabled,
    Expectation<AbiVersion> abi,
    Expectation<Integer> vmpl,
    Expectation<Long> guestSvn) {
  /** Neither debugging nor a migration agent; the rest unchecked for this reason. */
  public static GuestDemands closed(String why) {
    return new GuestDemands(
        new Exactly<>(false),
        new Exactly<>(false),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why));
  }
}
