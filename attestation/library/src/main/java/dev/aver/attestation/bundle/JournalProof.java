// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.log.Inclusion;
import dev.aver.attestation.log.SignedCheckpoint;
import java.util.List;
import java.util.Optional;

/**
 * That a checkpoint of the enclave's log, or a later one, is an entry of an operator's journal.
 *
 * @param note the journal's signed note, with its cosignatures
 * @param entry the checkpoint whose digest is the entry
 * @param index its place in the journal
 * @param path sibling hashes, leaf to root
 * @param consistency from the proof's checkpoint to {@code entry}; empty if they are of one size
 * @param anchor where somebody says that the note's root stands on a chain
 */
public record JournalProof(
    String note,
    SignedCheckpoint entry,
    long index,
    List<Digest> path,
    List<Digest> consistency,
    Optional<ChainAnchor> anchor) {
  /** Copies the lists. */
  public JournalProof {
    path = List.copyOf(path);
    consistency = List.copyOf(consistency);
  }

  /** Reads {@code journal}, {@code journalConsistency} and {@code anchor} of a proof. */
  static JournalProof parse(Members proof) throws Rejected {
    var members = proof.object("journal");
    var note = members.string("note");
    var entry = SignedCheckpoint.parse(members.required("entry"));
    var index = members.integer("index", 0, Members.MAX_INTEGER);
    var path = members.digests("path", Inclusion.MAX_PATH);
    members.end();
    return new JournalProof(
        note,
        entry,
        index,
        path,
        LogProof.optionalPath(proof, "journalConsistency"),
        proof.has("anchor")
            ? Optional.of(ChainAnchor.parse(proof.object("anchor")))
            : Optional.empty());
  }

  void write(Json.Builder proof) {
    proof.put(
        "journal",
        Json.object()
            .put("note", note)
            .put("entry", entry.toJson())
            .put("index", index)
            .put("path", LogProof.path(path))
            .build());
    if (!consistency.isEmpty()) {
      proof.put("journalConsistency", LogProof.path(consistency));
    }
    anchor.ifPresent(place -> proof.put("anchor", place.toJson()));
  }
}
