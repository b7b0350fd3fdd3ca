// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code aver conformance} on our own index, on a foreign difference, and on no index at all. */
final class ConformanceCommandTest {
  private static final Path INDEX = FakeClone.root().resolve("attestation/vectors/INDEX.json");

  @TempDir Path folder;

  @Test
  void ourOwnVectorsDoNotDiffer() {
    var run = Run.of("conformance", INDEX);
    assertEquals(0, run.status(), run.out());
    assertTrue(run.out().contains("typed/receipt: pass"), run.out());
    assertTrue(run.lastLine().contains(" 0 failed, 0 not implemented"), run.lastLine());
  }

  @Test
  void aKindWithoutRulesIsNamed() throws Exception {
    var index =
        Files.writeString(
            folder.resolve("INDEX.json"),
            """
            {"schema":"aver-format-vectors/1","cases":[{"id":"x","kind":"horoscope",
            "file":"x.json","expect":{"result":"compute"}}]}
            """);
    var run = Run.of("conformance", index);
    assertEquals(0, run.status(), run.out());
    assertTrue(run.out().contains("not implemented: horoscope (1)"), run.out());
  }

  @Test
  void aDifferenceIsSaidAndCounts() throws Exception {
    var typed = Files.readString(INDEX.resolveSibling("typed-data.json"));
    var digest =
        typed.replaceFirst(
            "\"digest\": ?\"0x[0-9a-f]{64}\"", "\"digest\":\"0x" + "00".repeat(32) + "\"");
    Files.writeString(folder.resolve("typed-data.json"), digest);
    var cases =
        "{\"id\":\"typed/keyset\",\"kind\":\"typed\",\"file\":\"typed-data.json\",\"expect\":{\"result\":\"compute\"}}";
    var index =
        Files.writeString(
            folder.resolve("INDEX.json"),
            "{\"schema\":\"aver-format-vectors/1\",\"cases\":[" + cases + "]}");
    var run = Run.of("conformance", index);
    assertEquals(1, run.status(), run.out());
    assertTrue(run.firstLine().startsWith("typed/keyset: FAIL: "), run.out());
    assertEquals(1, Run.of("conformance", "--json", index).status());
  }

  @Test
  void anIndexMayNotReachOutOfItsFolder() throws Exception {
    Files.createDirectories(folder.resolve("set"));
    Files.copy(INDEX.resolveSibling("typed-data.json"), folder.resolve("typed-data.json"));
    var index =
        Files.writeString(
            folder.resolve("set/INDEX.json"),
            """
            {"schema":"aver-format-vectors/1","cases":[{"id":"typed/keyset","kind":"typed",
            "file":"../typed-data.json","expect":{"result":"compute"}}]}
            """);
    assertEquals(1, Run.of("conformance", index).status());
  }

  @Test
  void anIndexOfEvidenceIsAnsweredCaseByCase() throws Exception {
    Files.writeString(folder.resolve("quote.bin"), "no quote");
    var index =
        Files.writeString(
            folder.resolve("INDEX.json"),
            """
            {"schema":"tee-attestation-vectors/1","trust_anchors":{},"cases":[
            {"id":"a","tee":"tdx","files":{"quote":"quote.bin"},"expect":{"result":"parse-ok"}},
            {"id":"b","tee":"sgx","files":{"quote":"quote.bin"}}]}
            """);
    var table = Run.of("conformance", index);
    assertEquals(0, table.status(), table.out());
    assertEquals("a: parse reject QUOTE_FORMAT QUOTE_VERSION", table.firstLine());
    assertTrue(table.out().contains("differs: result: expected parse-ok"), table.out());
    var json = Run.of("conformance", "--json", index);
    assertEquals(0, json.status());
    assertTrue(json.out().contains("\"reasons\":[\"QUOTE_FORMAT\",\"QUOTE_VERSION\"]"), json.out());
    assertTrue(json.out().contains("\"result\":\"unsupported\""), json.out());
  }

  @Test
  void aFileThatIsNotThereIsAnError() throws Exception {
    var index =
        Files.writeString(
            folder.resolve("INDEX.json"),
            """
            {"schema":"tee-attestation-vectors/1","cases":[
            {"id":"a","tee":"tdx","files":{"quote":"../quote.bin"}}]}
            """);
    assertEquals(1, Run.of("conformance", "--json", index).status());
  }

  @Test
  void anythingElseIsAMistake() throws Exception {
    var other = Files.writeString(folder.resolve("INDEX.json"), "{\"schema\":\"x\",\"cases\":[]}");
    assertEquals(2, Run.of("conformance", other).status());
    assertEquals(2, Run.of("conformance", folder.resolve("missing.json")).status());
  }
}
