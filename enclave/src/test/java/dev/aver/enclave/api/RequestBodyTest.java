// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.enclave.scheduling.Intake;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many who send long bodies slowly, and what is left for others. */
class RequestBodyTest {
  private static final int ROOM = 100_000;

  private final Vertx vertx = Vertx.vertx();
  private final Intake intake = new Intake(ROOM);
  private int port;

  @BeforeEach
  void serve() {
    port =
        vertx
            .createHttpServer()
            .requestHandler(this::read)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
  }

  private void read(HttpServerRequest request) {
    RequestBody.read(
        request,
        vertx,
        600_000,
        intake,
        body -> Answer.ok(body).send(request),
        refusal -> Answer.refused(refusal).send(request));
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** A connection on which {@code sent} of {@code length} bytes of a body have been sent. */
  private Socket send(int length, int sent) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    var head =
        "POST / HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n";
    socket.getOutputStream().write((head + "1".repeat(sent)).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private int status(int length) throws IOException {
    try (var socket = send(length, length)) {
      var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
    }
  }

  private void awaitTaken(long bytes) {
    while (intake.taken() != bytes) {
      Thread.onSpinWait();
    }
  }

  @Test
  void longOnesShareTheRoomAndShortOnesNeedNone() throws Exception {
    try (var slow = send(1 << 20, Intake.FREE + ROOM)) {
      awaitTaken(ROOM);
      assertEquals(429, status(Intake.FREE + 1));
      assertEquals(200, status(Intake.FREE));
      slow.getOutputStream().write('1');
      var line = new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 429", line);
    }
    awaitTaken(0);
    assertEquals(200, status(Intake.FREE + ROOM));
    awaitTaken(0);
  }

  @Test
  void whoLeavesGivesItsRoomBack() throws Exception {
    try (var _ = send(1 << 20, Intake.FREE + ROOM)) {
      awaitTaken(ROOM);
    }
    awaitTaken(0);
    assertEquals(200, status(Intake.FREE + ROOM));
  }
}
