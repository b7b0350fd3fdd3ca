// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a caller sees through the relay, on the bytes of both connections. */
class PassageTest {
  private static final String POST = "POST /v1/embeddings HTTP/1.1\r\nHost: relay\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @Test
  void handsOnRequestAndAnswerUnchanged() throws Exception {
    var seen = new CompletableFuture<Connection.Head>();
    var seenBody = new CompletableFuture<byte[]>();
    var receipt = "r".repeat(20_000);
    try (var enclave =
            new ScriptedServer(
                far -> {
                  var head = far.head();
                  seenBody.complete(far.body(Integer.parseInt(head.the("Content-Length"))));
                  seen.complete(head);
                  far.send(
                      "HTTP/1.1 400 Whatever\r\nAver-Receipt: "
                          + receipt
                          + "\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nKeep-Alive: timeout=5\r\n"
                          + "Access-Control-Expose-Headers: Aver-Receipt\r\nContent-Length: 3\r\n\r\nabc");
                  far.rest();
                });
        var relay = new RelayInFront(enclave.port(), Map.of());
        var caller = relay.connect()) {
      caller.send(
          request(
                  "POST /v1/embeddings?x=%2F HTTP/1.1",
                  "Host: relay",
                  "Aver-Context: 0x01",
                  "X-Twice: 1",
                  "X-Twice: 2",
                  "Content-Encoding: gzip",
                  "Connection: keep-alive, X-Mine",
                  "X-Mine: 1",
                  "TE: trailers",
                  "Content-Length: 5")
              + "hello");
      var answer = caller.head();
      assertEquals(400, answer.status());
      assertEquals(receipt, answer.the("Aver-Receipt"));
      assertEquals(List.of("a=1", "b=2"), answer.all("Set-Cookie"));
      assertEquals("Aver-Receipt", answer.the("Access-Control-Expose-Headers"));
      assertEquals(List.of(), answer.all("Keep-Alive"));
      assertEquals("abc", new String(caller.body(3), UTF_8));

      var asked = seen.get(10, TimeUnit.SECONDS);
      assertEquals("POST /v1/embeddings?x=%2F HTTP/1.1", asked.start());
      assertEquals("127.0.0.1:" + enclave.port(), asked.the("Host"));
      assertEquals("0x01", asked.the("Aver-Context"));
      assertEquals(List.of("1", "2"), asked.all("X-Twice"));
      assertEquals("gzip", asked.the("Content-Encoding"));
      assertEquals(List.of(), asked.all("X-Mine"));
      assertEquals(List.of(), asked.all("TE"));
      assertEquals("hello", new String(seenBody.get(), UTF_8));
    }
  }

  @Test
  void handsOnEachPieceOfAStreamWhenItComes() throws Exception {
    var firstArrived = new CountDownLatch(1);
    try (var enclave =
            new ScriptedServer(
                far -> {
                  far.head();
                  far.send(
                      OK + "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                  far.send("9\r\ndata: 1\n\n\r\n");
                  assertTrue(firstArrived.await(20, TimeUnit.SECONDS));
                  far.send("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
                  far.rest();
                });
        var relay = new RelayInFront(enclave.port(), Map.of());
        var caller = relay.connect()) {
      caller.send(POST + "Content-Length: 0\r\n\r\n");
      assertEquals(200, caller.head().status());
      assertEquals("data: 1\n\n", new String(caller.chunk(), UTF_8));
      firstArrived.countDown();
      assertEquals("data: 2\n\n", new String(caller.chunked(), UTF_8));
    }
  }

  @Test
  void cutsTheAnswerThatTheEnclaveCut() throws Exception {
    try (var enclave =
            new ScriptedServer(
                far -> {
                  far.head();
                  far.send(OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                });
        var relay = new RelayInFront(enclave.port(), Map.of());
        var caller = relay.connect()) {
      caller.send(POST + "Content-Length: 0\r\n\r\n");
      caller.head();
      assertEquals("abc", new String(caller.chunk(), UTF_8));
      assertThrows(EOFException.class, caller::chunk, "no last chunk may be made up");
    }
  }

  @Test
  void cancelsTheWorkOfACallerWhoLeft() throws Exception {
    var cancelled = new CompletableFuture<Boolean>();
    try (var enclave =
            new ScriptedServer(
                far -> {
                  far.head();
                  far.send(OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                  try {
                    cancelled.complete(far.rest().length == 0);
                  } catch (IOException reset) {
                    cancelled.complete(true);
                  }
                });
        var relay = new RelayInFront(enclave.port(), Map.of())) {
      try (var caller = relay.connect()) {
        caller.send(POST + "Content-Length: 0\r\n\r\n");
        caller.head();
        caller.chunk();
      }
      assertTrue(cancelled.get(15, TimeUnit.SECONDS));
    }
  }

  @Test
  void keepsAFastEnclaveAtThePaceOfASlowCaller() throws Exception {
    var size = 64 << 20;
    var allWritten = new CountDownLatch(1);
    try (var enclave =
            new ScriptedServer(
                far -> {
                  far.head();
                  far.send(OK + "Content-Length: " + size + "\r\n\r\n");
                  var piece = new byte[1 << 20];
                  Arrays.fill(piece, (byte) 'x');
                  for (var sent = 0; sent < size; sent += piece.length) {
                    far.send(piece);
                  }
                  allWritten.countDown();
                  far.rest();
                });
        var relay = new RelayInFront(enclave.port(), Map.of());
        var caller = relay.connect()) {
      caller.send(POST + "Content-Length: 0\r\n\r\n");
      caller.head();
      assertFalse(allWritten.await(1, TimeUnit.SECONDS), "64 MiB were collected for nobody");
      var read = caller.body(size);
      assertEquals('x', read[size - 1]);
      assertTrue(allWritten.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void answersTheExpectationOfALargeUpload() throws Exception {
    var body = "z".repeat(100_000).getBytes(UTF_8);
    try (var enclave =
            new ScriptedServer(
                far -> {
                  var head = far.head();
                  var read = far.body(Integer.parseInt(head.the("Content-Length")));
                  far.send(OK + "Content-Length: " + read.length + "\r\n\r\n");
                  far.send(read);
                  far.rest();
                });
        var relay = new RelayInFront(enclave.port(), Map.of());
        var caller = relay.connect()) {
      caller.send(POST + "Expect: 100-continue\r\nContent-Length: " + body.length + "\r\n\r\n");
      assertEquals(100, caller.head().status());
      caller.send(body);
      assertEquals(200, caller.head().status());
      assertArrayEquals(body, caller.body(body.length));
    }
  }

  private static String request(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }
}
