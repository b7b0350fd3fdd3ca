// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.facts.TravellingFact;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes {@code aver/evidence/v1} (formats.md, 7) for those whom a report serves. */
public final class Evidence {
  private final Identity identity;
  private final String tee;

  /** Evidence of {@code identity} by the hardware of this name. */
  public Evidence(Identity identity, String tee) {
    this.identity = identity;
    this.tee = tee;
  }

  /** The bundle with the report's checkpoint, or its first fact if it holds none. */
  public Bytes newest(AttestedFacts report) {
    return write(report, checkpoint(report).or(() -> Optional.of(report.tree().travelling(0))));
  }

  /** The bundle with this nonce, and the checkpoint if the report holds one. */
  public Bytes withNonce(AttestedFacts report, Digest nonce) {
    var index = report.facts().indexOf(new Fact.Nonce(nonce));
    var facts = new ArrayList<TravellingFact>();
    facts.add(report.tree().travelling(index));
    checkpoint(report).ifPresent(facts::add);
    return write(report, facts);
  }

  private static Optional<TravellingFact> checkpoint(AttestedFacts report) {
    return report
        .checkpoint()
        .map(checkpoint -> report.tree().travelling(report.facts().indexOf(checkpoint)));
  }

  private Bytes write(AttestedFacts report, Optional<TravellingFact> fact) {
    return write(report, fact.stream().toList());
  }

  private Bytes write(AttestedFacts report, List<TravellingFact> facts) {
    var json =
        Json.object()
            .put("type", "aver/evidence/v1")
            .put("tee", tee)
            .put("keyset", identity.keyset().toJson())
            .put("facts", Facts.toJson(facts))
            .put("report", report.quoted().report().base64Url())
            .put("endorsements", report.quoted().endorsements())
            .put("models", identity.models().toJson())
            .put("build", identity.build().toJson())
            .put("configuration", identity.configuration().toJson())
            .build();
    return Bytes.utf8(JsonWriter.write(json));
  }
}
