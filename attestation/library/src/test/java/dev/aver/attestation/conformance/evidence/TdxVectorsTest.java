// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every TDX case of the attestation vectors: result, reason, statuses and parsed fields. */
class TdxVectorsTest {
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
    assertEquals(List.of(), EvidenceComparison.differences(asked, answer));
    var expect = (Json.Obj) asked.listed().members().get("expect");
    if (expect.get("reasons_any_of") instanceof Json.Arr(List<Json> reasons)) {
      var first = answer.reasons().getFirst();
      assertTrue(reasons.contains(Json.of(first.name())), first + " is not one of " + reasons);
    }
  }

  @Test
  void a_difference_is_found_wherever_it_is() throws Exception {
    var text = new String(Vectors.read("INDEX.json").toArray(), StandardCharsets.UTF_8);
    for (var change :
        List.of(
            List.of("\"tcb_status\": \"OutOfDate\"", "\"tcb_status\": \"UpToDate\""),
            List.of("INTEL-SA-00960", "INTEL-SA-00961"),
            List.of("\"TD_DEBUG\"\n", "\"TRAILING_BYTES\"\n"),
            List.of("\"events\": 43", "\"events\": 44"),
            List.of("\"cpusvn\": \"03", "\"cpusvn\": \"04"))) {
      var changed = text.replace(change.getFirst(), change.getLast());
      assertNotEquals(text, changed, change.getFirst());
      var index = EvidenceIndex.parse(Bytes.utf8(changed));
      var report = new EvidenceConformance(index, TdxVectorsTest::file).report();
      var differing = 0;
      for (var i = 0; i < index.cases().size(); i++) {
        if (index.cases().get(i).tee().equals("tdx")) {
          var found = EvidenceComparison.differences(index.cases().get(i), report.answers().get(i));
          differing += found.isEmpty() ? 0 : 1;
        }
      }
      assertTrue(differing > 0, change.getFirst());
    }
  }

  @Test
  void an_index_without_answers_is_answered_in_the_form_of_the_readme() throws Exception {
    var index = EvidenceIndex.parse(Vectors.read("INDEX.json"));
    var stripped = new ArrayList<EvidenceCase>();
    for (var asked : index.cases()) {
      var members = new LinkedHashMap<>(asked.listed().members());
      members.keySet().removeAll(List.of("expect", "parsed", "title", "tags", "note"));
      members.remove("checked_with");
      stripped.add(EvidenceCase.parse(new Json.Obj(members)));
    }
    var asking = new EvidenceIndex(index.trustAnchors(), stripped);
    var report = new EvidenceConformance(asking, TdxVectorsTest::file).report();
    assertFalse(report.hasErrors());
    var json = report.toJson("aver", "test");
    assertEquals(List.of("tool", "cases", "summary"), List.copyOf(json.members().keySet()));
    assertEquals(index.cases().size(), ((Json.Arr) json.members().get("cases")).elements().size());
    for (var i = 0; i < index.cases().size(); i++) {
      if (index.cases().get(i).tee().equals("tdx")) {
        assertEquals(
            List.of(),
            EvidenceComparison.differences(index.cases().get(i), report.answers().get(i)));
      }
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
