// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Digest;
import java.util.Optional;

/**
 * How the relay stands at this moment, for health, metrics and the page.
 *
 * @param reachable whether the last word of the enclave's feed was an answer
 * @param enclave who answered last
 * @param entries entries on disk
 * @param logged entries under the newest signed checkpoint
 * @param attested entries under a checkpoint that a report attests
 * @param checkpointAt when the newest checkpoint was issued, in milliseconds; 0 if there is none
 * @param tee what the evidence says it runs on
 * @param alarm what does not fit together and needs a person
 * @param storage why nothing can be stored at the moment
 */
public record RelayStatus(
    boolean reachable,
    Optional<Digest> enclave,
    long entries,
    long logged,
    long attested,
    long checkpointAt,
    Optional<String> tee,
    Optional<String> alarm,
    Optional<String> storage) {
  /** Whether requests can be answered and their receipts proven. */
  public boolean isReady() {
    return reachable && alarm.isEmpty() && storage.isEmpty();
  }
}
