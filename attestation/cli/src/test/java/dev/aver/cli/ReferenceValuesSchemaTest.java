// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.Launch;
import dev.aver.attestation.policy.Measured;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the parser are one description of reference values, not two. */
class ReferenceValuesSchemaTest {
  private static final PublishedSchema SCHEMA =
      PublishedSchema.of("reference-values.schema.json", ReferenceValues::parse);
  private static final String EXAMPLE = PublishedSchema.example("aver/reference-values/v1");

  /** The document's example, and one image of each kind of hardware. */
  static List<String> documents() {
    var paravisor = Map.of(Measured.SNP, registers(), Measured.VTPM, registers());
    var images =
        List.of(
            ReferenceImage.measured(new Launch(Map.of(Measured.TDX, registers())), "a domain"),
            ReferenceImage.measured(new Launch(paravisor), "behind a paravisor"));
    var whole = new ReferenceValues("a test", 1, 2, images);
    return List.of(EXAMPLE, JsonWriter.write(whole.toJson()));
  }

  private static Map<String, Bytes> registers() {
    return Map.of();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyDocumentIsOneByBoth(String document) {
    SCHEMA.assertBothAccept(document);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whateverIsChangedInOneBothSayTheSame(String document) throws Rejected {
    SCHEMA.assertAgreement(document, 300, ReferenceValuesSchemaTest::endsBeforeItBegins);
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
    SCHEMA.assertOnlyTheParserRefuses(EXAMPLE, change);
  }

  @Test
  void anEmptyListIsADocument() throws Rejected {
    var none = new ReferenceValues("a test", 0, 0, List.of()).toJson();
    SCHEMA.assertBothAccept(JsonWriter.write(none));
    assertEquals(List.of(), ReferenceValues.parse(none).images());
  }
}
