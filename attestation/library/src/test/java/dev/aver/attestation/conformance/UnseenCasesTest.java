// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases that no published index has, but that another one may: made up or altered here. */
class UnseenCasesTest {
  private static final String ACCEPT = "{\"result\":\"accept\"}";
  private static final String COMPUTE = "{\"result\":\"compute\"}";
  private static final int MAX_FILE = 1 << 22;

  /** The digests are another implementation's. */
  @ParameterizedTest
  @CsvSource({
    "00, 0, 03053240412ca7ee44e59b649fe0037b883a8573da6d2323a04b3d8807b41aeb",
    "ff, 9007199254740991, 648f36e4d2fcd827a04c21ba233071485aa3e8b6aae5b875b36ce7b288c29ea6"
  })
  void aKeysetIsHashedWhetherItMayLiveOrNot(String octet, long second, String digest)
      throws Rejected {
    var word = "0x" + octet.repeat(32);
    var value =
        Json.object()
            .put("receiptSigner", "0x" + octet.repeat(20))
            .put("noteKey", word)
            .put("tlsKey", word)
            .put("sealKey", word)
            .put("models", word)
            .put("configuration", word)
            .put("build", word)
            .put("notBefore", second)
            .put("notAfter", second)
            .build();
    var given =
        Json.object()
            .put("id", "x")
            .put("struct", "Keyset")
            .put("value", value)
            .put("digest", "0x" + digest);
    assertEquals("", run("typed", Map.of(), given.build(), COMPUTE));
  }

  @ParameterizedTest
  @CsvSource({"chat.completions, []", "embeddings, 1", "infer, null", "rerank, '\"x\"'"})
  void aRequestThatIsNoObjectHasNoInput(String operation, String request) throws Rejected {
    var given =
        Json.object()
            .put("id", "x")
            .put("operation", operation)
            .put("request", request)
            .put("tag", 0)
            .put("bytes", Json.object().put("utf8", "").build());
    assertEquals("", run("input", Map.of(), given.build(), COMPUTE));
  }

  @Test
  void aVerifierWithoutPolicyKnowsNoJournalAndNoWitness() throws Rejected {
    var journal = altered("journal.json", "journal/ok-note", "/journals", null);
    assertEquals("", run("journal-note", journal.shared, journal.given, reject("NOTE_UNSIGNED")));
    var witness = altered("cosignatures.json", "cosignature/one", "/witnesses", null);
    assertEquals("", run("cosignature", witness.shared, witness.given, reject("WITNESS_QUORUM")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          /state/registered         | []                       | KEYSET_UNKNOWN
          /state/timestamp          | 9007199254740991         | KEYSET_EXPIRED
          /state/chainId            | 1                        | CONTEXT_MISMATCH
          /receipt/outcome          | 2                        | SIGNER_MISMATCH
          /signature                | "0x00"                   | HEX_FORMAT
          /expectation/input/tag    | 32                       | INPUT_MISMATCH
          /expectation/parameters   | {"utf8":"{}"}            | PARAMETERS_MISMATCH
          /openings/output/bytes    | {"utf8":"deny"}          | OPENING_MISMATCH
          /openings/output/tag      | 2                        | OPENING_MISMATCH
          /openings/parameters/tag  | 16                       | OPENING_MISMATCH
          /state/retired            | -                        | -
          """)
  void aContractActsOnNothingElse(String path, String value, String reason) throws Rejected {
    var json = value == null ? null : JsonReader.read(Bytes.utf8(value), MAX_FILE, 16);
    var altered = altered("commitments.json", "expectation/ok", path, json);
    var expect = reason == null ? ACCEPT : reject(reason);
    assertEquals("", run("expectation", altered.shared, altered.given, expect));
  }

  private static String reject(String reason) {
    return "{\"result\":\"reject\",\"reasons_any_of\":[\"" + reason + "\"]}";
  }

  private record Altered(Map<String, Json> shared, Json.Obj given) {}

  /** A published case with one member replaced, or removed. */
  private static Altered altered(String area, String id, String path, @Nullable Json value)
      throws Rejected {
    var file = JsonReader.read(FormatVectorsTest.file(area).orElseThrow(), MAX_FILE, 64);
    var values = Values.of(area, file);
    var published =
        values.list("cases").stream()
            .filter(json -> Values.of(area, json).text("id").equals(id))
            .findFirst()
            .orElseThrow();
    var operation = Json.object().put("op", value == null ? "remove" : "replace").put("path", path);
    if (value != null) {
      operation.put("value", value);
    }
    var patched = JsonPatch.apply(published, List.of(operation.build()));
    return new Altered(values.members(), (Json.Obj) patched);
  }

  /** What is wrong with the outcome of this one case; empty if it passes. */
  private static String run(String kind, Map<String, Json> shared, Json.Obj given, String expect)
      throws Rejected {
    var members = new LinkedHashMap<>(shared);
    members.put("cases", Json.array(List.of(given)));
    var index =
        "{\"schema\":\"aver-format-vectors/1\",\"cases\":[{\"id\":%s,\"kind\":\"%s\",\"file\":\"f\",\"expect\":%s}]}"
            .formatted(JsonWriter.write(given.get("id")), kind, expect);
    var content = Bytes.utf8(JsonWriter.write(new Json.Obj(members)));
    var report = FormatConformance.standard().run(Bytes.utf8(index), path -> Optional.of(content));
    return report.results().getFirst().detail();
  }
}
