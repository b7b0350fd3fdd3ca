// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.bytes.Bytes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When an answer has gone, and its memory is free. */
class AnswerTest {
  /** No system buffers so much between two sockets. */
  private static final int LONG = 24 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final CountDownLatch gone = new CountDownLatch(1);

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Socket ask(Consumer<HttpServerRequest> server) throws Exception {
    var port =
        vertx
            .createHttpServer()
            .requestHandler(server::accept)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    var request = "GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void aLongOneStaysUntilItsClientHasReadIt() throws Exception {
    var sent = new CountDownLatch(1);
    try (var socket =
        ask(
            request -> {
              Answer.ok(Bytes.of(new byte[LONG])).send(request, gone::countDown);
              vertx.runOnContext(_ -> sent.countDown());
            })) {
      sent.await();
      assertEquals(1, gone.getCount());
      socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      gone.await();
    }
  }

  @Test
  void aLongOneGoesWithAClientWhoDoesNotReadIt() throws Exception {
    var sent = new CountDownLatch(1);
    try (var _ =
        ask(
            request -> {
              Answer.ok(Bytes.of(new byte[LONG])).send(request, gone::countDown);
              vertx.runOnContext(_ -> sent.countDown());
            })) {
      sent.await();
      assertEquals(1, gone.getCount());
    }
    gone.await();
  }

  @Test
  void whoHasGoneBeforeTakesNothing() throws Exception {
    var closed = new CountDownLatch(1);
    try (var socket =
        ask(
            request ->
                request
                    .response()
                    .closeHandler(
                        _ -> {
                          Answer.ok(Bytes.EMPTY).send(request, gone::countDown);
                          closed.countDown();
                        }))) {
      socket.shutdownOutput();
    }
    closed.await();
    gone.await();
  }
}
