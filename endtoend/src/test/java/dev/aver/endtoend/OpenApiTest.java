// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published description and the running relay say the same. */
class OpenApiTest {
  private static OpenApi api;
  private static RunningAver aver;

  @BeforeAll
  static void start() throws Exception {
    api = OpenApi.read();
    aver = RunningAver.shared();
  }

  @Test
  void everyOperationIsThere() throws Exception {
    assertTrue(api.operations().size() >= 10);
    for (var operation : api.operations()) {
      var answer =
          operation.method().equals("GET")
              ? aver.get(operation.path())
              : aver.post(operation.path(), Bytes.utf8("{}"));
      assertNotEquals(405, answer.statusCode(), operation.toString());
      assertFalse(text(answer).contains("\"unknown_url\""), operation + " " + text(answer));
    }
  }

  @Test
  void answersHaveTheFormsThatArePublished() throws Exception {
    fits("ModelList", aver.get("/v1/models"));
    fits("Model", aver.get("/v1/models/all-minilm-l6-v2"));
    var embeddings = aver.embed(Json.of("A man is playing a guitar"));
    fits("Embeddings", embeddings);
    var id = embeddings.headers().firstValue("Aver-Receipt-Id").orElseThrow();
    fits("Receipt", aver.get("/v1/receipts/" + id));
    var evidence = aver.get("/v1/attestation");
    fits("Evidence", evidence);
    fits("Result", aver.post("/v1/attestation/verify", Bytes.of(evidence.body())));
  }

  @Test
  void refusalsHaveThePublishedForm() throws Exception {
    for (var path :
        List.of("/v1/models/none", "/v1/attestation?nonce=0x00", "/v1/proofs/0x", "/v1/nothing")) {
      var answer = aver.get(path);
      assertTrue(answer.statusCode() >= 400, path);
      assertEquals(List.of(), api.complaints("Error", text(answer)), path + " " + text(answer));
    }
  }

  private static void fits(String schema, HttpResponse<byte[]> answer) {
    assertEquals(200, answer.statusCode(), schema + text(answer));
    assertEquals(List.of(), api.complaints(schema, text(answer)), schema);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}
