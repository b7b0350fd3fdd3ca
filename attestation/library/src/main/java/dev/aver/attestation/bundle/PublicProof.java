// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.Inclusion;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.log.SignedNote;
import dev.aver.attestation.receipt.Receipt;
import java.util.Optional;

/**
 * A proof without its receipt, as a relay publishes it: it says nothing of what was asked. Whoever
 * holds the receipt joins it (formats.md, 6).
 */
public record PublicProof(EvidenceBundle evidence, Optional<LogProof> log) {
  /**
   * Parses {@code aver/proof/v1} without {@code receipt} and {@code disclosed}.
   *
   * @throws Rejected the codes of JSON, its members, and of whatever the proof holds
   */
  public static PublicProof parse(Bytes utf8) throws Rejected {
    return parse(JsonReader.document(utf8, EvidenceBundle.MAX_BYTES));
  }

  /** As above, of a proof that has been read. */
  public static PublicProof parse(Json json) throws Rejected {
    var members = Members.of(json, "proof");
    members.type(ProofBundle.TYPE);
    var evidence = members.required("evidence");
    var log = logOf(members);
    members.end();
    return new PublicProof(EvidenceBundle.parse(evidence), log);
  }

  static Optional<LogProof> logOf(Members proof) throws Rejected {
    return proof.has("checkpoint") ? Optional.of(LogProof.parse(proof)) : Optional.empty();
  }

  /** Whether {@code json} has the form of a proof whose receipt was left out. */
  public static boolean isOne(Json json) {
    return json instanceof Json.Obj proof
        && Json.of(ProofBundle.TYPE).equals(proof.get("type"))
        && proof.get("receipt") == null;
  }

  /**
   * Whether this is the proof of {@code receipt}: the digest decides, by its place in the log. Who
   * signed what is for the verification to say.
   */
  public boolean isOf(Receipt receipt) {
    if (log.isEmpty() || !receipt.body().enclave().equals(evidence.keyset().enclave())) {
      return false;
    }
    try {
      var head = CheckpointText.parse(SignedNote.parse(log.get().checkpoint().note()).text());
      Inclusion.verify(
          Merkle.leafHash(receipt.digest().bytes()),
          receipt.body().sequence(),
          head.size(),
          log.get().inclusion(),
          head.root());
      return true;
    } catch (Rejected e) {
      return false;
    }
  }

  /** The whole proof of {@code receipt}, showing nothing of what it commits to. */
  public ProofBundle join(Receipt receipt) {
    return join(receipt, Disclosed.NOTHING);
  }

  /** The whole proof of {@code receipt}, with what its holder shows. */
  public ProofBundle join(Receipt receipt, Disclosed disclosed) {
    return new ProofBundle(receipt, disclosed, this);
  }

  /** The JSON form. */
  public Json.Obj toJson() {
    var json = Json.object().put("type", ProofBundle.TYPE);
    write(json);
    return json.build();
  }

  void write(Json.Builder json) {
    json.put("evidence", evidence.toJson());
    log.ifPresent(part -> part.write(json));
  }
}
