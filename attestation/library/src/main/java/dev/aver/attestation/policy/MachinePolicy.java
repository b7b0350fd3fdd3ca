// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.endorsement.MachineId;
import dev.aver.attestation.policy.Expectation.Unchecked;
import java.util.List;
import java.util.Optional;

/**
 * The machines that a relying party knows, and what it demands of them. An entry that has expired
 * or was revoked vouches for nothing: it is no entry, and every demand below then fails.
 *
 * @param list each machine once
 * @param listed {@code Exactly(true)} demands an entry that counts at the time of judgement
 * @param location demanded of the entry; without one nothing is accepted but {@code Unchecked}
 * @param owner likewise
 */
public record MachinePolicy(
    List<Machine> list,
    Expectation<Boolean> listed,
    Expectation<String> location,
    Expectation<String> owner) {
  /** Copies {@code list}. */
  public MachinePolicy {
    list = List.copyOf(list);
  }

  /** Any machine, for this reason: nobody knows where it stands. */
  public static MachinePolicy unchecked(String why) {
    return new MachinePolicy(
        List.of(), new Unchecked<>(why), new Unchecked<>(why), new Unchecked<>(why));
  }

  /** Whether a machine without an entry that counts is refused. */
  public boolean demandsListing() {
    return !listed.accepts(false)
        || !(location instanceof Unchecked)
        || !(owner instanceof Unchecked);
  }

  /** The entry of this machine, whether or not it still counts. */
  public Optional<Machine> find(MachineId id) {
    return list.stream().filter(machine -> machine.id().equals(id)).findFirst();
  }
}
