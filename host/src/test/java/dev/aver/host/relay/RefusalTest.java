// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the relay refuses by itself: always the error object of the API, never a trace. */
class RefusalTest {
  /** Nobody listens there, and no test is ever given it. */
  private static final int NOBODYS_PORT = 1;

  private static final String POST = "POST /v1/embeddings HTTP/1.1\r\nHost: relay\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/unknown",
        "/v1/embeddings/",
        "/v1//embeddings",
        "/v1/Embeddings",
        "/internal/v1/entries?from=0",
        "/internal/v1/checkpoint",
        "/v1/../internal/v1/entries",
        "/v1/%2e%2e/internal/v1/entries",
        "/v1/receipts/../../internal/v1/entries",
        "/v1/receipts/..%2f..%2finternal%2fv1%2fentries",
        "/v1/receipts/%2e%2e",
        "/v1/receipts/a/b",
        "/v1/receipts/",
        "/v1/models;x=/internal",
        "/v1/models/..%2f..%2finternal",
        "/v1/models/a%2f..%2f..%2finternal",
        "/v1/models/a/b",
        "/q/health",
        "/q/metrics",
        "http://127.0.0.1/internal/v1/entries",
      })
  void forwardsNothingButThePublicPaths(String path) throws Exception {
    try (var enclave =
            new ScriptedServer(far -> far.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var relay = new RelayInFront(enclave.port(), Map.of());
        var caller = relay.connect()) {
      caller.send("GET " + path + " HTTP/1.1\r\nHost: relay\r\n\r\n");
      assertRefused(caller, 404, "unknown_url");
      assertEquals(0, enclave.connections());
    }
  }

  @Test
  void saysWhichMethodAPathTakes() throws Exception {
    try (var relay = new RelayInFront(NOBODYS_PORT, Map.of());
        var caller = relay.connect()) {
      for (var method : List.of("DELETE", "OPTIONS")) {
        caller.send(method + " /v1/embeddings HTTP/1.1\r\nHost: relay\r\n\r\n");
        var head = assertRefused(caller, 405, "method_not_allowed");
        assertEquals("POST", head.the("Allow"));
      }
    }
  }

  @Test
  void aRequestForNoHostIsTheCallersFault() throws Exception {
    try (var relay = new RelayInFront(NOBODYS_PORT, Map.of());
        var caller = relay.connect()) {
      caller.send("GET /v1/models HTTP/1.1\r\n\r\n");
      assertRefused(caller, 400, "bad_request");
    }
  }

  @Test
  void saysThatTheEnclaveIsDownAndWhenToTryAgain() throws Exception {
    try (var relay = new RelayInFront(NOBODYS_PORT, Map.of());
        var caller = relay.connect()) {
      caller.send(POST + "Content-Length: 5\r\n\r\nhello");
      var head = assertRefused(caller, 503, "enclave_unavailable");
      assertEquals("2", head.the("Retry-After"));
      // The connection is still good: the body of the refused request was read.
      caller.send(POST + "Content-Length: 0\r\n\r\n");
      assertRefused(caller, 503, "enclave_unavailable");
    }
  }

  @Test
  void saysThatTheEnclaveLeftBeforeItAnswered() throws Exception {
    try (var enclave = new ScriptedServer(Connection::head);
        var relay = new RelayInFront(enclave.port(), Map.of());
        var caller = relay.connect()) {
      caller.send(POST + "Content-Length: 0\r\n\r\n");
      assertRefused(caller, 503, "enclave_unavailable");
    }
  }

  @Test
  void givesUpOnASilentEnclave() throws Exception {
    try (var enclave = new ScriptedServer(Connection::rest);
        var relay = new RelayInFront(enclave.port(), Map.of("aver.relay.idle-timeout", "200ms"));
        var caller = relay.connect()) {
      caller.send(POST + "Content-Length: 0\r\n\r\n");
      assertRefused(caller, 504, "enclave_timeout");
    }
  }

  @Test
  void givesUpOnACallerWhoNeverSendsItsBody() throws Exception {
    try (var enclave = new ScriptedServer(Connection::rest);
        var relay = new RelayInFront(enclave.port(), Map.of("aver.relay.upload-timeout", "200ms"));
        var caller = relay.connect()) {
      caller.send(POST + "Content-Length: 5\r\n\r\nhe");
      assertRefused(caller, 408, "request_timeout");
    }
  }

  @Test
  void refusesABodyThatDeclaresToBeTooLarge() throws Exception {
    try (var enclave = new ScriptedServer(Connection::rest);
        var relay = new RelayInFront(enclave.port(), Map.of("aver.relay.max-body", "1000"));
        var caller = relay.connect()) {
      caller.send(POST + "Content-Length: 1001\r\n\r\n" + "x".repeat(1001));
      assertRefused(caller, 413, "request_too_large");
      assertEquals(0, enclave.connections());
    }
  }

  @Test
  void refusesABodyThatTurnsOutToBeTooLarge() throws Exception {
    try (var enclave = new ScriptedServer(Connection::rest);
        var relay = new RelayInFront(enclave.port(), Map.of("aver.relay.max-body", "1000"));
        var caller = relay.connect()) {
      caller.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      caller.send("3e8\r\n" + "x".repeat(1000) + "\r\n1\r\ny\r\n0\r\n\r\n");
      assertRefused(caller, 413, "request_too_large");
    }
  }

  @Test
  void countsOperationsAndNeverPaths() throws Exception {
    try (var relay = new RelayInFront(NOBODYS_PORT, Map.of());
        var caller = relay.connect()) {
      // Of two exchanges on one connection the first is counted before the second is answered.
      for (var i = 0; i < 2; i++) {
        caller.send("GET /v1/receipts/0xsecretcapability HTTP/1.1\r\nHost: relay\r\n\r\n");
        assertRefused(caller, 503, "enclave_unavailable");
      }
      var meters = relay.metrics.getMetersAsString();
      assertTrue(meters.contains("operation='receipts'"), meters);
      assertTrue(meters.contains("status='503'"), meters);
      assertFalse(meters.contains("secretcapability"), meters);
    }
  }

  private static Connection.Head assertRefused(Connection caller, int status, String code)
      throws Exception {
    var head = caller.head();
    assertEquals(status, head.status());
    assertEquals("application/json", head.the("Content-Type"));
    var text = new String(caller.body(Integer.parseInt(head.the("Content-Length"))), UTF_8);
    assertFalse(text.contains("Exception"), text);
    var body = (Json.Obj) JsonReader.read(Bytes.utf8(text), 10_000, 5);
    var error = (Json.Obj) java.util.Objects.requireNonNull(body.get("error"));
    assertEquals(Json.of(code), error.get("code"));
    return head;
  }
}
