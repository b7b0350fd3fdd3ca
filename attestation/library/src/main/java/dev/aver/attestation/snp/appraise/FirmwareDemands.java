// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.appraise;

import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.snp.abi.FirmwareVersion;
import dev.aver.attestation.snp.abi.Tcb;

/**
 * What one product line's firmware must be. The launch TCB has a floor of its own, since a guest
 * that was launched on old firmware keeps running after an update.
 */
public record FirmwareDemands(
    Expectation<Tcb> reported,
    Expectation<Tcb> current,
    Expectation<Tcb> committed,
    Expectation<Tcb> launch,
    Expectation<FirmwareVersion> currentVersion,
    Expectation<FirmwareVersion> committedVersion) {
  /** No floor at all, for this reason. */
  public static FirmwareDemands unchecked(String why) {
    return new FirmwareDemands(
        new Expectation.Unchecked<>(why),
        new Expectation.Unchecked<>(why),
        new Expectation.Unchecked<>(why),
        new Expectation.Unchecked<>(why),
        new Expectation.Unchecked<>(why),
        new Expectation.Unchecked<>(why));
  }
}
