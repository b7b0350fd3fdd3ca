// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.TravellingFact;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.result.HardwareResult;

/**
 * What is known once the checks have been made: the claims of a result. Nothing here is known
 * before, and a rejected result shows none of it.
 */
final class Claims {
  private Claims() {}

  /** What evidence shows, judged at {@code at} milliseconds since 1970. */
  static Json.Builder of(EvidenceBundle evidence, HardwareResult hardware, Known known, long at) {
    var claims =
        Json.object().put("enclave", evidence.keyset().enclave().toString()).put("judgedAt", at);
    known.put(claims);
    return claims
        .put("keyset", keyset(evidence.keyset()))
        .put(
            "models",
            Json.array(evidence.models().manifests().stream().map(Claims::model).toList()))
        .put("build", evidence.build().toJson())
        .put("facts", Json.array(evidence.facts().stream().map(Claims::fact).toList()))
        .put("hardware", hardware.claims());
  }

  /** What a proof shows besides. */
  static Json.Builder of(
      ProofBundle proof, HardwareResult hardware, Known known, long at, Findings findings) {
    return of(proof.evidence(), hardware, known, at)
        .put("level", Level.reached(findings).text())
        .put("timeSource", findings.passed(CheckName.JOURNAL_WITNESSED) ? "witness" : "enclave")
        .put("receipt", receipt(proof.receipt()));
  }

  private static Json keyset(Keyset keyset) {
    return Json.object()
        .put("receiptSigner", keyset.receiptSigner().toString())
        .put("notBefore", keyset.notBefore())
        .put("notAfter", keyset.notAfter())
        .put("models", keyset.models().toString())
        .put("configuration", keyset.configuration().toString())
        .put("build", keyset.build().toString())
        .build();
  }

  private static Json model(Manifest manifest) {
    return Json.object()
        .put("name", manifest.model().name())
        .put("model", manifest.model().digest().toString())
        .put("engine", manifest.engineName() + " " + manifest.engineVersion())
        .put("numerics", manifest.numerics())
        .build();
  }

  private static Json fact(TravellingFact travelling) {
    Fact fact = travelling.fact();
    return fact.toJson();
  }

  private static Json receipt(Receipt receipt) {
    var body = receipt.body();
    return Json.object()
        .put("digest", receipt.digest().toString())
        .put("sequence", body.sequence())
        .put("issuedAt", body.issuedAt())
        .put("model", body.model().toString())
        .put("outcome", body.outcome().code())
        .put("context", body.context().toString())
        .build();
  }
}
