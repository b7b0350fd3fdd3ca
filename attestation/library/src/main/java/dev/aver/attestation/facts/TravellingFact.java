// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.facts;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.log.Inclusion;
import dev.aver.attestation.log.Merkle;
import java.util.List;

/**
 * A fact with its place in the tree of a report: whoever has it needs no other fact of that report.
 *
 * @param index the place, from 0
 * @param size the number of facts in the tree, 1 to 4096
 * @param path sibling hashes, leaf to root
 */
public record TravellingFact(Fact fact, long index, long size, List<Digest> path) {
  /** Copies {@code path}. */
  public TravellingFact {
    path = List.copyOf(path);
  }

  /** Parses {@code {fact,index,size,path}}. */
  public static TravellingFact parse(Json json) throws Rejected {
    var members = Members.of(json, "fact");
    var fact = Fact.parse(members.required("fact"));
    var index = members.integer("index", 0, Members.MAX_INTEGER);
    var size = members.integer("size", 1, FactTree.MAX_FACTS);
    var path = members.digests("path", Inclusion.MAX_PATH);
    members.end();
    return new TravellingFact(fact, index, size, path);
  }

  /** The document. */
  public Json.Obj toJson() {
    return Json.object()
        .put("fact", fact.toJson())
        .put("index", index)
        .put("size", size)
        .put("path", Json.array(path.stream().map(hash -> Json.of(hash.toString())).toList()))
        .build();
  }

  /**
   * The root that the fact of {@code enclave} leads to, for a caller that compares it later.
   *
   * @throws Rejected {@link Reason#FACT_PATH} if there is no such place in a tree
   */
  Digest root(Digest enclave) throws Rejected {
    var leaf = Merkle.leafHash(fact.digest(enclave).bytes());
    try {
      return Inclusion.rootOf(leaf, index, size, path);
    } catch (Rejected e) {
      throw new Rejected(Reason.FACT_PATH, e.detail());
    }
  }

  /**
   * Requires that the fact of {@code enclave} leads to {@code root}.
   *
   * @throws Rejected {@link Reason#FACT_PATH}
   */
  public void check(Digest enclave, Digest root) throws Rejected {
    var leaf = Merkle.leafHash(fact.digest(enclave).bytes());
    try {
      Inclusion.verify(leaf, index, size, path, root);
    } catch (Rejected e) {
      throw new Rejected(Reason.FACT_PATH, e.detail());
    }
  }
}
