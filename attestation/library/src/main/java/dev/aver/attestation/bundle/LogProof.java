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
 * That a receipt is in a log of its enclave, and perhaps that log in hardware and in a journal.
 *
 * @param inclusion path of entry {@code sequence} in the checkpoint's size, leaf to root
 * @param consistency from the checkpoint to the evidence's checkpoint fact; empty if they are of
 *     one size or there is no such fact
 */
public record LogProof(
    SignedCheckpoint checkpoint,
    List<Digest> inclusion,
    List<Digest> consistency,
    Optional<JournalProof> journal) {
  /** Copies the lists. */
  public LogProof {
    inclusion = List.copyOf(inclusion);
    consistency = List.copyOf(consistency);
  }

  /** Reads the members of a proof that rest on {@code checkpoint}. */
  static LogProof parse(Members proof) throws Rejected {
    return new LogProof(
        SignedCheckpoint.parse(proof.required("checkpoint")),
        proof.digests("inclusion", Inclusion.MAX_PATH),
        optionalPath(proof, "consistency"),
        proof.has("journal") ? Optional.of(JournalProof.parse(proof)) : Optional.empty());
  }

  static List<Digest> optionalPath(Members proof, String name) throws Rejected {
    return proof.has(name) ? proof.digests(name, Inclusion.MAX_PATH) : List.of();
  }

  static Json path(List<Digest> hashes) {
    return Json.array(hashes.stream().map(hash -> Json.of(hash.toString())).toList());
  }

  void write(Json.Builder proof) {
    proof.put("checkpoint", checkpoint.toJson()).put("inclusion", path(inclusion));
    if (!consistency.isEmpty()) {
      proof.put("consistency", path(consistency));
    }
    journal.ifPresent(part -> part.write(proof));
  }
}
