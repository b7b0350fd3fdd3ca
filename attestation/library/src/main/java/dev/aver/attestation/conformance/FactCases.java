// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.FactTree;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.facts.ReportData;
import dev.aver.attestation.facts.TravellingFact;
import dev.aver.attestation.log.Merkle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What hardware signs, and facts as they travel. */
final class FactCases {
  private static final Optional<Digest> NO_NONCE = Optional.empty();

  private FactCases() {}

  static CaseOutcome tree(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var enclave = formatCase.enclave();
    var facts = facts(formatCase.area().text("label"), inputs);
    var tree = FactTree.of(enclave, facts);
    var compare =
        new Comparison(inputs)
            .value("root", tree.root())
            .value("reportData", tree.reportData())
            .value("azureQualifyingData", new ReportData(enclave, tree.root()).qualifyingData());
    for (var json : inputs.list("leaves")) {
      var leaf = Values.of("leaf", json);
      var digest = facts.get((int) leaf.integer("index")).digest(enclave);
      var hashes =
          new Comparison(leaf)
              .value("digest", digest)
              .value("leafHash", Merkle.leafHash(digest.bytes()));
      compare.all("leaf", hashes);
    }
    for (var json : inputs.list("travelling")) {
      var given = TravellingFact.parse(json);
      compare.same("travelling", given, tree.travelling((int) given.index()));
      compare.same("travelling", json, given.toJson());
    }
    return compare.computed();
  }

  private static List<Fact> facts(String label, Values inputs) throws Rejected {
    var given = inputs.values("facts");
    var facts = new ArrayList<Fact>();
    for (var i = 0; i < inputs.integer("size"); i++) {
      var name = Integer.toString(i);
      facts.add(
          given.has(name)
              ? Fact.parse(given.json(name))
              : new Fact.Nonce(Hashes.sha256(Bytes.utf8(label + name))));
    }
    return facts;
  }

  static CaseOutcome facts(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var facts = Facts.parse(inputs.json("facts"));
    var nonce = inputs.has("nonce") ? Optional.of(inputs.digest("nonce")) : NO_NONCE;
    Facts.check(facts, formatCase.enclave(), inputs.hex("reportData"), nonce);
    return CaseOutcome.accepted();
  }
}
