// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that answers whatever it likes. */
final class AverClientTest {
  private static final Digest SOME =
      Digest.of(
          new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
            25, 26, 27, 28, 29, 30, 31, 32
          });

  private record Reply(int status, String body, Map<String, String> headers) {}

  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private HttpServer server;
  private HttpClient http;
  private AverClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    http = HttpClient.newHttpClient();
    client = new AverClient(http, URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    http.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var target = exchange.getRequestURI().toString();
    seen.put(
        "body",
        new String(
            exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    seen.put(
        "context",
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Aver-Context")).orElse(""));
    var reply = replies.getOrDefault(target, new Reply(404, "", Map.of()));
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    var body = Bytes.utf8(reply.body()).toArray();
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Test
  void keepsTheBytesOfBothDirections() throws Exception {
    replies.put("/v1/embeddings", new Reply(200, "{ \"a\":1 }\n", Map.of("Aver-Receipt", "abc")));
    var exchange = client.send("/v1/embeddings", Bytes.utf8("{\"x\" : 2}"), SOME);
    assertEquals("{\"x\" : 2}", seen.get("body"));
    assertEquals(SOME.toString(), seen.get("context"));
    assertEquals(Bytes.utf8("{ \"a\":1 }\n"), exchange.response());
    assertEquals(Optional.of("abc"), exchange.receiptHeader());
    assertEquals(SOME, exchange.context());
  }

  @Test
  void withoutAContextNoneIsSent() throws Exception {
    replies.put("/v1/embeddings", new Reply(200, "{}", Map.of()));
    var exchange = client.send("/v1/embeddings", Bytes.utf8("{}"));
    assertEquals("", seen.get("context"));
    assertTrue(exchange.context().isZero());
    assertFalse(exchange.receiptHeader().isPresent());
  }

  @Test
  void evidenceIsAskedForWithTheNonce() throws Exception {
    replies.put("/v1/attestation?nonce=" + SOME, new Reply(200, "{}", Map.of()));
    assertEquals(Bytes.utf8("{}"), client.evidence(SOME));
  }

  @Test
  void anErrorIsSaidInItsOwnWordsWithoutControlCharacters() {
    var body = "{\"error\":{\"message\":\"enclave is \\u001b[31mdown\",\"code\":\"unavailable\"}}";
    replies.put("/v1/attestation", new Reply(503, body, Map.of()));
    var refused = assertThrows(UnexpectedAnswer.class, () -> client.newestEvidence());
    assertEquals(503, refused.status());
    assertEquals("status 503: enclave is  [31mdown", refused.getMessage());
  }

  @Test
  void aProofThatIsNotThereYetIsNoError() throws Exception {
    assertEquals(Optional.empty(), client.proof(SOME));
    replies.put("/v1/proofs/" + SOME, new Reply(200, "{}", Map.of()));
    assertEquals(Optional.of(Bytes.utf8("{}")), client.proof(SOME));
    replies.put("/v1/proofs/" + SOME, new Reply(500, "", Map.of()));
    assertThrows(UnexpectedAnswer.class, () -> client.proof(SOME));
  }
}
