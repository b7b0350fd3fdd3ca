// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;

/**
 * Where to look on a chain for a journal's root. A pointer, never evidence: only whoever asks the
 * chain knows that it is there.
 */
public record ChainAnchor(long chainId, Address contract, Digest transaction, long number) {
  static ChainAnchor parse(Members members) throws Rejected {
    var anchor =
        new ChainAnchor(
            members.integer("chainId", 0, Members.MAX_INTEGER),
            members.address("contract"),
            members.digest("transaction"),
            members.integer("number", 0, Members.MAX_INTEGER));
    members.end();
    return anchor;
  }

  Json.Obj toJson() {
    return Json.object()
        .put("chainId", chainId)
        .put("contract", contract.toString())
        .put("transaction", transaction.toString())
        .put("number", number)
        .build();
  }
}
