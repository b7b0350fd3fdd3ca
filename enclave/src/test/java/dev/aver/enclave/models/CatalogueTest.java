// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private static final String MINE =
      """
      {"type":"aver/catalogue/v1","models":[{"name":"mine","task":"tensor","license":"MIT",
       "created":1,"source":"here","files":[{"path":"m.onnx","size":3,"sha256":"0x%s",
       "sources":["/somewhere/m.onnx"]}],"tensor":{"weights":"m.onnx"}}]}"""
          .formatted("ab".repeat(32));

  @TempDir Path folder;

  @Test
  void theBuildsOwnModelsAreThere() {
    var catalogue = Catalogue.builtIn();
    assertEquals(PoolingRule.CLS, catalogue.encoder("bge-small-en-v1.5").orElseThrow().pooling());
    assertEquals(Precision.INT8, catalogue.encoder("e5-small-v2-q").orElseThrow().precision());
    assertEquals(2, catalogue.tensor("pp-ocrv4-rec").orElseThrow().files().size());
    assertTrue(catalogue.chat("smollm2-135m-instruct").isPresent());
    assertTrue(catalogue.encoder("smollm2-135m-instruct").isEmpty());
    assertTrue(catalogue.servable().contains("all-minilm-l6-v2"));
  }

  @Test
  void ownModelsJoinButCannotTakeAKnownName() throws Exception {
    var own = Files.writeString(folder.resolve("models.json"), MINE);
    assertTrue(Catalogue.with(Optional.of(own)).tensor("mine").isPresent());
    Files.writeString(own, MINE.replace("\"mine\"", "\"all-minilm-l6-v2\""));
    assertThrows(IllegalArgumentException.class, () -> Catalogue.with(Optional.of(own)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"m.onnx\",\"size\"    | \"../m.onnx\",\"size\"",
        "\"m.onnx\",\"size\"    | \"a/m.onnx\",\"size\"",
        "\"m.onnx\",\"size\"    | \".hidden\",\"size\"",
        "\"weights\":\"m.onnx\" | \"weights\":\"other.onnx\"",
        "\"weights\":\"m.onnx\" | \"weights\":\"m.onnx\",\"more\":1",
        "\"size\":3             | \"size\":0",
        "\"size\":3             | \"size\":3.5",
        "0xab                   | 0xag",
        "\"task\":\"tensor\"    | \"task\":\"rerank\"",
        "\"task\":\"tensor\"    | \"task\":\"embedding\"",
        "catalogue/v1           | catalogue/v2",
        "\"license\":\"MIT\",   | ``",
        "[\"/somewhere/m.onnx\"] | [1]",
      })
  void anyOtherFormIsRefused(String from, String to) throws Exception {
    assertTrue(MINE.contains(from), from);
    Catalogue.parse(Bytes.utf8(MINE));
    var altered = Bytes.utf8(MINE.replace(from, to));
    assertThrows(Rejected.class, () -> Catalogue.parse(altered));
  }
}
