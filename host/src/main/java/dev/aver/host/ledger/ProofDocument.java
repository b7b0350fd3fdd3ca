// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.log.SignedCheckpoint;
import java.util.List;

/**
 * A proof bundle without receipt and disclosures (formats.md, 6 and 7).
 *
 * @param json {@code aver/proof/v1}
 * @param attested whether its evidence attests the checkpoint
 */
record ProofDocument(Json.Obj json, boolean attested) {
  /**
   * Puts one together. It has no {@code consistency}: where the evidence has a checkpoint it is
   * this very one.
   */
  static ProofDocument of(
      StoredEvidence evidence, SignedCheckpoint checkpoint, List<Digest> inclusion) {
    var json =
        Json.object()
            .put("type", "aver/proof/v1")
            .put("evidence", evidence.document())
            .put("checkpoint", checkpoint.toJson())
            .put("inclusion", path(inclusion));
    return new ProofDocument(json.build(), evidence.checkpoint().isPresent());
  }

  private static Json path(List<Digest> hashes) {
    return Json.array(hashes.stream().map(hash -> Json.of(hash.toString())).toList());
  }
}
