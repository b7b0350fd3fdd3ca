// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.appraise;

import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.AtLeast;
import dev.aver.attestation.policy.Expectation.Floor;
import dev.aver.attestation.snp.abi.Tcb;

/** A least acceptable TCB, component by component. */
public record TcbFloor(Tcb least) implements Floor<Tcb> {
  /** The floor as a demand. */
  public static Expectation<Tcb> of(Tcb least) {
    return new AtLeast<>(new TcbFloor(least));
  }

  @Override
  public boolean reachedBy(Tcb actual) {
    return least.reachedBy(actual);
  }

  @Override
  public String toString() {
    return least.toString();
  }
}
