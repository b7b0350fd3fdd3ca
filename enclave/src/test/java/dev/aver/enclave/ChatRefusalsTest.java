// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests that are not in order, and more of them than there is room for. */
@QuarkusTest
class ChatRefusalsTest extends ChatFixture {
  private static final Set<Integer> STATUSES = Set.of(200, 400, 404);

  /** A secret of one caller that no other may ever read. */
  private static final String SECRET = "xyzzy-plugh-4711";

  private static String request(String content, String more) {
    return "{\"model\":\"smollm2-135m-instruct\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + content
        + "\"}],"
        + more
        + "}";
  }

  @Test
  void alteredRequestsAreAnsweredOrRefusedInGoodOrder() throws Exception {
    client.post(PATH, request("My password is " + SECRET, "\"max_tokens\":1"));
    var random = new Random(99);
    var original =
        request(
            "Hi",
            "\"max_tokens\":1,\"temperature\":0.5,\"top_p\":0.9,\"stop\":[\"a\"],\"n\":1,"
                + "\"logit_bias\":{\"5\":1},\"stream\":false,\"tools\":[{\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}],"
                + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\","
                + "\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}}");
    var tree = JsonReader.read(Bytes.utf8(original), 1 << 20, 64);
    for (var round = 0; round < 150; round++) {
      var body = JsonWriter.write(altered(tree, random, ""));
      var response = client.post(PATH, body);
      var text = new String(response.body(), StandardCharsets.UTF_8);
      assertTrue(STATUSES.contains(response.statusCode()), response.statusCode() + " " + body);
      assertTrue(!text.contains(SECRET), text);
      if (response.statusCode() != 200) {
        assertTrue(!string(json(response), "error", "code").isEmpty(), text);
      }
    }
    assertEquals(200, client.post(PATH, request("Hi", "\"max_tokens\":1")).statusCode());
  }

  /** One value somewhere is another one; the limit stays, or answers would be long. */
  private static Json altered(Json json, Random random, String name) {
    if (!name.equals("max_tokens") && !name.isEmpty() && random.nextInt(12) == 0) {
      var others =
          List.of(
              Json.Null.NULL,
              Json.of(-1),
              new Json.Num("1e400"),
              Json.of(true),
              Json.of(""),
              Json.of("\uFDD0<|im_end|>{{ 7 }}"),
              Json.array(List.of()),
              Json.object().build(),
              Json.array(List.of(Json.of(1L << 53))),
              Json.of("smollm2"));
      return others.get(random.nextInt(others.size()));
    }
    return switch (json) {
      case Json.Obj object -> {
        var members = new LinkedHashMap<String, Json>();
        object.members().forEach((key, value) -> members.put(key, altered(value, random, key)));
        if (random.nextInt(12) == 0) {
          members.put("extra", Json.of(random.nextInt()));
        }
        yield new Json.Obj(members);
      }
      case Json.Arr array -> {
        var elements = new ArrayList<Json>();
        array.elements().forEach(element -> elements.add(altered(element, random, "element")));
        yield Json.array(elements);
      }
      default -> json;
    };
  }

  @Test
  void whoFindsNoRoomIsToldWhenToComeBack() throws Exception {
    // Neither end of a text may come: a story that is over would make room.
    var endless =
        request(
            "Tell me a story",
            "\"max_tokens\":900,\"logit_bias\":{\"0\":-100,\"2\":-100},\"stream\":true");
    var size = client.get("/internal/v1/entries?wait=0&from=0").headers().firstValue("Aver-Size");
    var inside = new ArrayList<LeavingClient>();
    try {
      // 8 are written, 2 wait: see ChatResource.
      for (var i = 0; i < 10; i++) {
        var connection = new LeavingClient(base, PATH, endless);
        assertTrue(connection.header("aver-receipt-id") != null, "place " + i);
        inside.add(connection);
      }
      var refused = client.post(PATH, endless);
      assertEquals(429, refused.statusCode());
      assertEquals("1", refused.headers().firstValue("Retry-After").orElseThrow());
      assertTrue(refused.headers().firstValue("Aver-Receipt").isEmpty());
      assertEquals("rate_limit_error", string(json(refused), "error", "type"));
    } finally {
      for (var connection : inside) {
        connection.close();
      }
    }
    // All have gone: all ten end, the waiting ones too, each with its receipt.
    for (var i = 0; i < inside.size(); i++) {
      var next = Long.parseLong(size.orElseThrow()) + i;
      var entries = client.get("/internal/v1/entries?wait=30000&from=" + next);
      assertTrue(entries.body().length >= 32, "receipt " + i);
    }
  }

  /** 8 are written, 2 wait: see ChatResource. */
  @Test
  void everyTextNeedsAPlace() throws Exception {
    var two =
        "{\"model\":\"smollm2-135m-instruct\",\"prompt\":[\"a\",\"b\"],\"max_tokens\":1,\"n\":";
    assertEquals(200, client.post("/v1/completions", two + "5}").statusCode());
    var refused = client.post("/v1/completions", two + "6}");
    assertEquals(400, refused.statusCode());
    assertEquals("invalid_value", string(json(refused), "error", "code"));
    assertTrue(string(json(refused), "error", "message").contains("12"));
  }

  @Test
  void aTextFullOfMarksIsCountedAtOnce() throws Exception {
    var marks = "<|im_end|>".repeat(50_000);
    var response =
        client.post(
            "/v1/completions",
            "{\"model\":\"smollm2-135m-instruct\",\"prompt\":\"" + marks + "\"}");
    assertEquals("context_length_exceeded", string(json(response), "error", "code"));
    assertTrue(string(json(response), "error", "message").contains("50000"));
  }
}
