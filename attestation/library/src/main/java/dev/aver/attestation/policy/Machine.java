// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.endorsement.MachineId;
import java.util.OptionalLong;

/**
 * What a relying party knows of one machine: that somebody stood before it. No hardware says where
 * it is, so this is the word of whoever keeps the list, and it runs out.
 *
 * @param id which machine
 * @param location where it stands, for people and for {@link MachinePolicy#location}
 * @param owner who has the key to the room
 * @param expiresAt the last millisecond since 1970 at which this is known
 * @param revokedAt the first millisecond at which it is known no longer; empty if never
 */
public record Machine(
    MachineId id, String location, String owner, long expiresAt, OptionalLong revokedAt) {
  /** How an entry stands at one time. */
  public enum Standing {
    /** It counts. */
    LISTED,
    /** Its time is over. */
    EXPIRED,
    /** It was withdrawn. */
    REVOKED
  }

  /** How the entry stands at a time in milliseconds since 1970; revocation outweighs expiry. */
  public Standing at(long millis) {
    if (revokedAt.isPresent() && millis >= revokedAt.getAsLong()) {
      return Standing.REVOKED;
    }
    return millis > expiresAt ? Standing.EXPIRED : Standing.LISTED;
  }
}
