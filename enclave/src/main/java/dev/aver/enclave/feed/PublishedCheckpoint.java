// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.feed;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.typed.CheckpointStatement;
import dev.aver.attestation.typed.Signature;
import dev.aver.attestation.typed.TypedData;
import dev.aver.enclave.identity.Identity;

/**
 * A head of the log under both of the enclave's signatures: the note for the log's world, the typed
 * statement for contracts and reports (formats.md, 6).
 *
 * @param head what the relay confirmed
 * @param issuedAt milliseconds since 1970
 */
public record PublishedCheckpoint(
    EntryLog.Head head, long issuedAt, String note, Signature signature) {

  static PublishedCheckpoint sign(Identity identity, EntryLog.Head head, long issuedAt) {
    var text =
        new CheckpointText(CheckpointText.origin(identity.enclave()), head.size(), head.root());
    var statement = new CheckpointStatement(identity.enclave(), head.size(), head.root(), issuedAt);
    return new PublishedCheckpoint(
        head,
        issuedAt,
        identity.notes().sign(text.text()).toString(),
        identity.receiptSigner().sign(TypedData.digest(statement)));
  }

  /** {@code {"note","issuedAt","signature"}}. */
  public Json.Obj toJson() {
    return Json.object()
        .put("note", note)
        .put("issuedAt", issuedAt)
        .put("signature", signature.toString())
        .build();
  }
}
