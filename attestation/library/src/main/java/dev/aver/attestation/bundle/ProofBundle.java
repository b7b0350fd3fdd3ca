// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.receipt.Receipt;
import java.util.Optional;

/**
 * A receipt with everything that shows where it came from (formats.md, 7). Well-formed only: no
 * member stands without the one it rests on, and nothing is true before it has been verified.
 */
public record ProofBundle(Receipt receipt, Disclosed disclosed, PublicProof rest) {
  /** The {@code type}. */
  public static final String TYPE = "aver/proof/v1";

  /**
   * A proof whose evidence has not been looked at, so that each part is judged by its own check.
   */
  record Outline(Receipt receipt, Disclosed disclosed, Json evidence, Optional<LogProof> log) {
    static Outline parse(Json json) throws Rejected {
      var members = Members.of(json, "proof");
      members.type(TYPE);
      var receipt = Receipt.parse(members.required("receipt"));
      var disclosed =
          members.has("disclosed")
              ? Disclosed.parse(members.required("disclosed"))
              : Disclosed.NOTHING;
      var outline =
          new Outline(receipt, disclosed, members.required("evidence"), PublicProof.logOf(members));
      members.end();
      return outline;
    }

    ProofBundle with(EvidenceBundle read) {
      return new ProofBundle(receipt, disclosed, new PublicProof(read, log));
    }
  }

  /**
   * Parses the text of a proof.
   *
   * @throws Rejected the codes of JSON, its members, and of whatever the proof holds
   */
  public static ProofBundle parse(Bytes utf8) throws Rejected {
    return parse(JsonReader.document(utf8, EvidenceBundle.MAX_BYTES));
  }

  /** As above, of a proof that has been read. */
  public static ProofBundle parse(Json json) throws Rejected {
    var outline = Outline.parse(json);
    return outline.with(EvidenceBundle.parse(outline.evidence()));
  }

  /** The evidence. */
  public EvidenceBundle evidence() {
    return rest.evidence();
  }

  /** The way from the receipt to a log and on, if it goes that far. */
  public Optional<LogProof> log() {
    return rest.log();
  }

  /** The JSON form. */
  public Json.Obj toJson() {
    var json = Json.object().put("type", TYPE).put("receipt", receipt.toJson());
    if (!disclosed.isEmpty()) {
      json.put("disclosed", disclosed.toJson());
    }
    rest.write(json);
    return json.build();
  }
}
