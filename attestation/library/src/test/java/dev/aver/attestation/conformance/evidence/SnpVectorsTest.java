// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every SNP case of the vectors: result, a reason that is right, and every parsed field. */
class SnpVectorsTest {
  private static final EvidenceIndex INDEX = index();
  private static final EvidenceConformance CONFORMANCE =
      new EvidenceConformance(INDEX, SnpVectorsTest::file);

  private static EvidenceIndex index() {
    try {
      return EvidenceIndex.parse(Vectors.read("INDEX.json"));
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Bytes> file(String path) {
    return Files.exists(Vectors.folder().resolve(path))
        ? Optional.of(Vectors.read(path))
        : Optional.empty();
  }

  static Stream<EvidenceCase> cases() {
    return INDEX.cases().stream().filter(c -> c.tee().equals("snp"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAnsweredAsTheIndexExpects(EvidenceCase asked) {
    var answer = CONFORMANCE.answer(asked);
    assertEquals(Optional.empty(), answer.error());
    var expect = (Json.Obj) asked.listed().members().get("expect");
    assertEquals(new Json.Str(answer.result()), expect.get("result"), answer.reasons().toString());
    if (expect.get("reasons_any_of") instanceof Json.Arr(List<Json> expected)) {
      var reasons = answer.reasons().stream().map(r -> Json.of(r.name())).toList();
      assertTrue(reasons.stream().anyMatch(expected::contains), reasons + " of " + expected);
      assertTrue(expected.contains(reasons.getFirst()), "first of " + reasons);
    }
    for (var name : List.of("entries", "chain_to_amd", "value", "vtpm")) {
      if (expect.get(name) != null) {
        assertEquals(expect.get(name), answer.details().get(name), name);
      }
    }
  }

  static Stream<EvidenceCase> genuineWithoutList() {
    return cases()
        .filter(c -> c.has("report") && c.has("vek") && !c.has("crl"))
        .filter(c -> CONFORMANCE.answer(c).result().equals(EvidenceAnswer.ACCEPT));
  }

  @ParameterizedTest
  @MethodSource("genuineWithoutList")
  void aCaseThatDemandsAListAndGivesNoneIsRefusedByName(EvidenceCase asked) {
    var demanding = new LinkedHashMap<>(asked.policy().members());
    demanding.put("require_crl", Json.of(true));
    var answer = CONFORMANCE.answer(with(asked, demanding));
    assertEquals(EvidenceAnswer.REJECT, answer.result());
    assertEquals(List.of(Reason.CRL_MISSING), answer.reasons());
    for (var none : List.of(Json.of(false), Json.Null.NULL)) {
      demanding.put("require_crl", none);
      assertEquals(
          EvidenceAnswer.ACCEPT,
          CONFORMANCE.answer(with(asked, demanding)).result(),
          none::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("genuineWithoutList")
  void aListOfMeasurementsAcceptsOneOfThemAndAnEmptyOneNone(EvidenceCase asked) {
    var report = Vectors.read(asked.files().getOrDefault("report", "?"));
    var own = Json.of(report.slice(0x90, 0xc0).hex());
    var other = Json.of("00".repeat(48));
    var demanding = new LinkedHashMap<>(asked.policy().members());
    demanding.put("measurement", Json.array(List.of(other, own)));
    assertEquals(EvidenceAnswer.ACCEPT, CONFORMANCE.answer(with(asked, demanding)).result());
    for (var none : List.of(List.of(other), List.<Json>of())) {
      demanding.put("measurement", Json.array(none));
      assertEquals(
          List.of(Reason.MEASUREMENT_MISMATCH),
          CONFORMANCE.answer(with(asked, demanding)).reasons());
    }
  }

  private static EvidenceCase with(EvidenceCase asked, Map<String, Json> policy) {
    return new EvidenceCase(
        asked.id(),
        asked.tee(),
        asked.files(),
        asked.trustAnchor(),
        asked.verifyAt(),
        new Json.Obj(policy),
        asked.inputs(),
        asked.listed());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyParsedFieldIsAsListed(EvidenceCase asked) {
    Assumptions.assumeTrue(asked.listed().get("parsed") != null);
    var expected = (Json.Obj) asked.listed().members().get("parsed");
    var details = CONFORMANCE.answer(asked).details();
    if (!expected.members().isEmpty()) {
      var parsed = (Json.Obj) details.members().get("parsed");
      assertEquals(expected.members(), parsed.members());
    }
  }
}
