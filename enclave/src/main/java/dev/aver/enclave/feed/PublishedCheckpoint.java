// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.feed;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.log.SignedCheckpoint;
import dev.aver.enclave.identity.Identity;

/**
 * A head of the log under both of the enclave's signatures.
 *
 * @param head what the relay confirmed
 */
public record PublishedCheckpoint(EntryLog.Head head, SignedCheckpoint signed) {

  static PublishedCheckpoint sign(Identity identity, EntryLog.Head head, long issuedAt) {
    return new PublishedCheckpoint(
        head,
        SignedCheckpoint.sign(
            identity.enclave(),
            head.size(),
            head.root(),
            issuedAt,
            identity.notes(),
            identity.receiptSigner()));
  }

  /** Milliseconds since 1970. */
  public long issuedAt() {
    return signed.issuedAt();
  }

  /** {@code {"note","issuedAt","signature"}}. */
  public Json.Obj toJson() {
    return signed.toJson();
  }
}
