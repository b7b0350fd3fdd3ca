// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every TDX case of the attestation vectors: result, reason, statuses and parsed fields. */
class TdxVectorsTest {
  /** What the expectation of a case may hold for people only. */
  private static final List<String> NOTES = List.of("result", "reasons_any_of", "event_log_rule");

  @TestFactory
  List<DynamicTest> every_tdx_case() throws Exception {
    var index = EvidenceIndex.parse(Vectors.read("INDEX.json"));
    var conformance = new EvidenceConformance(index, TdxVectorsTest::file);
    var tests = new ArrayList<DynamicTest>();
    for (var asked : index.cases()) {
      if (asked.tee().equals("tdx")) {
        tests.add(DynamicTest.dynamicTest(asked.id(), () -> check(asked, conformance)));
      }
    }
    assertTrue(tests.size() > 20, "cases: " + tests.size());
    return tests;
  }

  private static void check(EvidenceCase asked, EvidenceConformance conformance) {
    var answer = conformance.answer(asked);
    var json = answer.toJson();
    var expect = (Json.Obj) asked.listed().members().get("expect");
    assertEquals(Optional.empty(), answer.error());
    assertEquals(expect.get("result"), Json.of(answer.result()), json.toString());
    if (expect.get("reasons_any_of") instanceof Json.Arr(List<Json> reasons)) {
      var first = answer.reasons().getFirst();
      assertTrue(reasons.contains(Json.of(first.name())), first + " is not one of " + reasons);
    }
    expect
        .members()
        .forEach(
            (name, value) -> {
              if (!NOTES.contains(name)) {
                assertContains(name, value, json.get(name));
              }
            });
    if (asked.listed().get("parsed") instanceof Json.Obj parsed) {
      assertContains("parsed", parsed, json.get("parsed"));
    }
  }

  /** Objects may say more than was asked for; everything else must be equal. */
  private static void assertContains(String where, Json expected, Json actual) {
    if (expected instanceof Json.Obj object && actual instanceof Json.Obj found) {
      object
          .members()
          .forEach((name, value) -> assertContains(where + "." + name, value, found.get(name)));
    } else if (!where.endsWith(".rule")) {
      assertEquals(expected, actual, where);
    }
  }

  private static Optional<Bytes> file(String path) {
    var file = Vectors.folder().resolve(path);
    try {
      return Files.exists(file)
          ? Optional.of(Bytes.of(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
