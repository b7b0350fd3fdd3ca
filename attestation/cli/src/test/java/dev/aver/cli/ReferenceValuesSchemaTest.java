// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.Launch;
import dev.aver.attestation.policy.Measured;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the parser are one description of reference values, not two. */
class ReferenceValuesSchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text("docs/api/reference-values.schema.json"));

  private static String text(String file) {
    try {
      return Files.readString(FakeClone.root().resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The document's example, and one image of each kind of hardware. */
  static List<String> documents() {
    var paravisor = Map.of(Measured.SNP, registers(), Measured.VTPM, registers());
    var images =
        List.of(
            ReferenceImage.measured(new Launch(Map.of(Measured.TDX, registers())), "a domain"),
            ReferenceImage.measured(new Launch(paravisor), "behind a paravisor"));
    var whole = new ReferenceValues("a test", 1, 2, images);
    return List.of(example(), JsonWriter.write(whole.toJson()));
  }

  private static Map<String, Bytes> registers() {
    return Map.of();
  }

  private static String example() {
    var document = text("docs/formats.md");
    var begin = "```json\n";
    var start = document.indexOf(begin + "{\"type\":\"aver/reference-values/v1\"") + begin.length();
    return document.substring(start, document.indexOf("```", start));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyDocumentIsOneByBoth(String document) {
    assertEquals(List.of(), SCHEMA.validate(document, InputFormat.JSON));
    assertTrue(parses(document), document);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whateverIsChangedInOneBothSayTheSame(String document) throws Rejected {
    var differences = new ArrayList<String>();
    var refused = 0;
    for (var mutant : Mutants.of(read(document))) {
      var text = JsonWriter.write(mutant.json());
      var bySchema = SCHEMA.validate(text, InputFormat.JSON).isEmpty();
      if (bySchema != parses(text) && !endsBeforeItBegins(mutant)) {
        differences.add(
            mutant.what() + (bySchema ? ": only the parser refuses" : ": only the schema refuses"));
      }
      refused += bySchema ? 0 : 1;
    }
    assertEquals(List.of(), differences);
    assertTrue(refused > 300, "refused only " + refused);
  }

  /** No schema compares two members; its description says so. */
  private static boolean endsBeforeItBegins(Mutants mutant) {
    return mutant.json() instanceof Json.Obj whole
        && whole.get("issuedAt") instanceof Json.Num issued
        && whole.get("expiresAt") instanceof Json.Num expires
        && Double.parseDouble(issued.literal()) > Double.parseDouble(expires.literal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"source\", \"source\":\"them\",\"source\"",
        "1780272000000, 1780272000000.0",
        "\"expiresAt\":1788048000000, \"expiresAt\":1780271999999",
      })
  void theParserRefusesTheRest(String change) {
    var comma = change.indexOf(", ");
    var changed = example().replace(change.substring(0, comma), change.substring(comma + 2));
    assertFalse(changed.equals(example()), "nothing changed");
    assertEquals(List.of(), SCHEMA.validate(changed, InputFormat.JSON));
    assertFalse(parses(changed), changed);
  }

  @Test
  void anEmptyListIsADocument() throws Rejected {
    var none = new ReferenceValues("a test", 0, 0, List.of()).toJson();
    assertEquals(List.of(), SCHEMA.validate(JsonWriter.write(none), InputFormat.JSON));
    assertEquals(List.of(), ReferenceValues.parse(none).images());
  }

  private static Json.Obj read(String text) throws Rejected {
    return (Json.Obj) JsonReader.document(Bytes.utf8(text), ReferenceValues.MAX_BYTES);
  }

  private static boolean parses(String text) {
    try {
      ReferenceValues.parse(Bytes.utf8(text));
      return true;
    } catch (Rejected e) {
      return false;
    }
  }
}
