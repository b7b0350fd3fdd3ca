// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bundle.JournalProof;
import dev.aver.attestation.bundle.LogProof;
import dev.aver.attestation.bundle.ProofBundle;
import dev.aver.attestation.bundle.PublicProof;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.util.Optional;

/** A proof, with its receipt or as a relay publishes it. */
final class ProofPart {
  private ProofPart() {}

  static Part read(Json.Obj json, int size) throws Rejected {
    if (PublicProof.isOne(json)) {
      var proof = PublicProof.parse(json);
      return rest(Part.of("proof without its receipt", size), proof.evidence(), proof.log());
    }
    var proof = ProofBundle.parse(json);
    var part = Part.of("proof", size);
    part.part(DocumentPart.receipt(proof.receipt(), 0));
    if (json.get("disclosed") instanceof Json.Obj disclosed) {
      var shown = Part.of("disclosed", 0);
      DocumentPart.members(shown, "", disclosed);
      part.part(shown.build());
    }
    return rest(part, proof.evidence(), proof.log());
  }

  private static Part rest(Part.Builder part, EvidenceBundle evidence, Optional<LogProof> log)
      throws Rejected {
    part.part(BundlePart.evidence(evidence, 0));
    if (log.isPresent()) {
      var proof = log.get();
      part.part(NotePart.checkpoint(proof.checkpoint(), 0));
      part.member("inclusion", hashes(proof.inclusion().size()), "of the receipt in the log");
      part.member("consistency", hashes(proof.consistency().size()), "to the attested head");
      proof.journal().ifPresent(journal -> journal(part, journal));
    }
    return part.build();
  }

  private static void journal(Part.Builder part, JournalProof journal) {
    part.member("journal.index", Long.toString(journal.index()), "");
    part.member("journal.path", hashes(journal.path().size()), "");
    part.part("journal", Bytes.utf8(journal.note()), NotePart::read);
    part.part(NotePart.checkpoint(journal.entry(), 0).named("journal entry"));
  }

  private static String hashes(int count) {
    return count + (count == 1 ? " hash" : " hashes");
  }
}
