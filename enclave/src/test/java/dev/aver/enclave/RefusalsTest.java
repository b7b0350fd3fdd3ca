// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.at;
import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import io.quarkus.test.junit.QuarkusTest;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input: which status, which code, and whether it was admitted, which the receipt shows. */
@QuarkusTest
class RefusalsTest extends EnclaveFixture {
  static Stream<Arguments> admitted() {
    var model = "{\"model\":\"all-minilm-l6-v2\"";
    return Stream.of(
        Arguments.of("{\"model\":\"gpt-x\",\"input\":\"x\"}", 404, "model_not_found", "model"),
        Arguments.of("{\"input\":\"x\"}", 400, "missing_parameter", "model"),
        Arguments.of("{\"model\":1,\"input\":\"x\"}", 400, "invalid_type", "model"),
        Arguments.of("[]", 400, "invalid_type", null),
        Arguments.of("\"text\"", 400, "invalid_type", null),
        Arguments.of(model + "}", 400, "missing_parameter", "input"),
        Arguments.of(model + ",\"input\":null}", 400, "missing_parameter", "input"),
        Arguments.of(model + ",\"input\":\"\"}", 400, "empty_input", "input"),
        Arguments.of(model + ",\"input\":[]}", 400, "empty_input", "input"),
        Arguments.of(model + ",\"input\":[\"a\",\"\"]}", 400, "empty_input", "input"),
        Arguments.of(model + ",\"input\":[[]]}", 400, "empty_input", "input"),
        Arguments.of(model + ",\"input\":{\"text\":\"x\"}}", 400, "invalid_type", "input"),
        Arguments.of(model + ",\"input\":7}", 400, "invalid_type", "input"),
        Arguments.of(model + ",\"input\":[\"a\",1]}", 400, "invalid_type", "input"),
        Arguments.of(model + ",\"input\":[1,\"a\"]}", 400, "invalid_type", "input"),
        Arguments.of(model + ",\"input\":[1.5]}", 400, "invalid_type", "input"),
        Arguments.of(model + ",\"input\":[1e400]}", 400, "invalid_type", "input"),
        Arguments.of(model + ",\"input\":[[1],\"a\"]}", 400, "invalid_type", "input"),
        Arguments.of(model + ",\"input\":[30522]}", 400, "invalid_value", "input"),
        Arguments.of(model + ",\"input\":[-1]}", 400, "invalid_value", "input"),
        Arguments.of(
            model + ",\"input\":[" + "\"a\",".repeat(2048) + "\"a\"]}",
            400,
            "array_above_max_length",
            "input"),
        Arguments.of(
            model + ",\"input\":\"x\",\"dimensions\":0}", 400, "invalid_value", "dimensions"),
        Arguments.of(
            model + ",\"input\":\"x\",\"dimensions\":385}", 400, "invalid_value", "dimensions"),
        Arguments.of(
            model + ",\"input\":\"x\",\"dimensions\":1.5}", 400, "invalid_type", "dimensions"),
        Arguments.of(
            model + ",\"input\":\"x\",\"encoding_format\":\"int8\"}",
            400,
            "invalid_value",
            "encoding_format"),
        Arguments.of(model + ",\"input\":\"x\",\"user\":7}", 400, "invalid_type", "user"),
        Arguments.of(
            model + ",\"input\":\"x\",\"truncate\":true}",
            400,
            "unsupported_parameter",
            "truncate"));
  }

  @ParameterizedTest
  @MethodSource("admitted")
  void refusedWithAReceipt(String body, int status, String code, String param) throws Exception {
    var response = client.embed(body);
    var answer = json(response);
    assertEquals(code, string(answer, "error", "code"));
    assertEquals(status, response.statusCode());
    assertEquals("invalid_request_error", string(answer, "error", "type"));
    assertEquals(param == null ? Json.Null.NULL : Json.of(param), at(answer, "error", "param"));
    assertTrue(response.headers().firstValue("Aver-Receipt").isPresent());
  }

  @Test
  void aTextOfTooManyTokensIsToldBothNumbers() throws Exception {
    var response =
        client.embed(
            "{\"model\":\"all-minilm-l6-v2\",\"input\":[\"ok\",\""
                + "word ".repeat(298).trim()
                + "\"]}");
    var message = string(json(response), "error", "message");
    assertEquals(400, response.statusCode());
    assertEquals("context_length_exceeded", string(json(response), "error", "code"));
    assertTrue(message.contains("256") && message.contains("300"), message);
    assertTrue(response.headers().firstValue("Aver-Receipt").isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"all-minilm-l6-v2\",\"input\":\"x\" | 400 | invalid_json",
        "'' | 400 | invalid_json",
        "{\"model\":\"a\"} {} | 400 | invalid_json",
        "{\"model\":NaN} | 400 | invalid_json",
        "{\"input\":\"\\ud800\"} | 400 | invalid_json",
        "{\"model\":\"a\",\"model\":\"b\"} | 400 | duplicate_member",
        "{\"input\":[{\"a\":1,\"a\":2}]} | 400 | duplicate_member",
      })
  void malformedBodiesGetNoReceipt(String body, int status, String code) throws Exception {
    assertRefusedEarly(client.embed(body), status, code);
  }

  @Test
  void nestingHasAnEnd() throws Exception {
    var deep = "[".repeat(65) + "]".repeat(65);
    assertRefusedEarly(client.embed("{\"input\":" + deep + "}"), 400, "invalid_json");
  }

  @Test
  void aBodyOverOneMebibyteIsTooLarge() throws Exception {
    var body = "{\"input\":\"" + "x".repeat(1 << 20) + "\"}";
    assertRefusedEarly(client.embed(body), 413, "request_too_large");
    var chunked =
        client
            .request("/v1/embeddings")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(new byte[3 << 20])));
    assertRefusedEarly(client.send(chunked), 413, "request_too_large");
  }

  @Test
  void onlyJsonWithoutACodingIsRead() throws Exception {
    var gzip = client.embed("{}", "Content-Encoding", "gzip");
    assertRefusedEarly(gzip, 415, "unsupported_content_encoding");
    for (var type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      var request =
          client
              .request("/v1/embeddings")
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString("{}"));
      assertRefusedEarly(client.send(request), 415, "unsupported_content_type");
    }
  }

  @Test
  void anUnknownPathOrMethodIsNotFound() throws Exception {
    assertRefusedEarly(client.get("/v1/nothing"), 404, "unknown_url");
    assertRefusedEarly(client.post("/v1/nothing", "{}"), 404, "unknown_url");
    var wrong = client.get("/v1/embeddings");
    assertRefusedEarly(wrong, 405, "method_not_allowed");
    assertEquals("POST", wrong.headers().firstValue("Allow").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"/v1/models, code", "/v2/health/live, error", "/v1/nothing, code"})
  void aRequestForNoHostIsTheCallersFaultInTheFormOfItsApi(String path, String member)
      throws Exception {
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      var request = "GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
      var json = JsonReader.read(Bytes.utf8(body), 1000, 5);
      if (member.equals("code")) {
        assertEquals("bad_request", string(json, "error", "code"));
      } else {
        assertTrue(string(json, "error").contains("Host"), body);
      }
    }
  }

  @Test
  void aMalformedContextIsRefused() throws Exception {
    var body = "{\"model\":\"all-minilm-l6-v2\",\"input\":\"x\"}";
    for (var context : new String[] {"0x12", "0x" + "AB".repeat(32), "1".repeat(66)}) {
      assertRefusedEarly(client.embed(body, "Aver-Context", context), 400, "invalid_context");
    }
  }

  private static void assertRefusedEarly(
      java.net.http.HttpResponse<byte[]> response, int status, String code) throws Exception {
    assertEquals(code, string(json(response), "error", "code"));
    assertEquals(status, response.statusCode());
    assertTrue(response.headers().firstValue("Aver-Receipt").isEmpty());
    assertTrue(response.headers().firstValue("Aver-Receipt-Id").isEmpty());
  }
}
