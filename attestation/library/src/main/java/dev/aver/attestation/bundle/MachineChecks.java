// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.policy.Machine;
import dev.aver.attestation.policy.MachinePolicy;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.result.HardwareResult;
import java.util.Optional;

/**
 * The machine against the relying party's list of machines, a part of hardware.8. Without an entry
 * that counts at the time of judgement nothing is known of the place, and every demand fails.
 */
final class MachineChecks {
  private final MachinePolicy policy;
  private final Findings findings;

  private MachineChecks(MachinePolicy policy, Findings findings) {
    this.policy = policy;
    this.findings = findings;
  }

  /**
   * Judges the machine at {@code at} milliseconds since 1970; returns what the list says of it, if
   * that counts.
   */
  static Optional<Machine> check(
      Verification options, HardwareResult hardware, long at, Findings findings) {
    if (options.policy().isEmpty()) {
      return Optional.empty();
    }
    var policy = options.policy().get().machines();
    var entry = hardware.machine().flatMap(policy::find);
    var listed = entry.filter(machine -> machine.at(at) == Machine.Standing.LISTED);
    var checks = new MachineChecks(policy, findings);
    listed.ifPresentOrElse(checks::listed, () -> checks.absent(entry, at));
    return listed;
  }

  private void listed(Machine machine) {
    if (!policy.listed().accepts(true)) {
      fail(Reason.MACHINE_NOT_ACCEPTED, policy.listed().demand());
    }
    if (!policy.location().accepts(machine.location())) {
      fail(Reason.LOCATION_NOT_ACCEPTED, policy.location().demand());
    }
    if (!policy.owner().accepts(machine.owner())) {
      fail(Reason.OWNER_NOT_ACCEPTED, policy.owner().demand());
    }
  }

  private void absent(Optional<Machine> entry, long at) {
    if (policy.demandsListing()) {
      fail(
          entry.map(machine -> reason(machine.at(at))).orElse(Reason.MACHINE_NOT_LISTED),
          "a machine of its list");
    }
  }

  private static Reason reason(Machine.Standing standing) {
    return standing == Machine.Standing.REVOKED ? Reason.MACHINE_REVOKED : Reason.MACHINE_EXPIRED;
  }

  private void fail(Reason reason, String demand) {
    findings.fail(CheckName.HARDWARE_8, new Rejected(reason, "policy demands " + demand));
  }
}
