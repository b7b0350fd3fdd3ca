// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.oip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Datatype;
import dev.aver.attestation.receipt.Opening;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.Tags;
import dev.aver.attestation.receipt.Tensor;
import dev.aver.enclave.api.Dispatcher;
import dev.aver.enclave.api.openai.TestReceipts;
import dev.aver.enclave.inference.EmbeddingJob;
import dev.aver.enclave.inference.TensorEngine;
import dev.aver.enclave.inference.TensorSpec;
import dev.aver.enclave.models.LoadedTensorModel;
import dev.aver.enclave.models.TensorModel;
import dev.aver.enclave.receipts.ReceiptShelf;
import dev.aver.enclave.scheduling.Admission;
import dev.aver.enclave.scheduling.BatchQueue;
import dev.aver.enclave.scheduling.Workers;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client of the protocol that hangs up while its request waits for a worker. */
class LeavingClientTest {
  private static final String BODY =
      "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[7]}]}";

  private final AtomicInteger runs = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final Workers workers = new Workers(1, new BatchQueue<EmbeddingJob>(EmbeddingJob::run));
  private final Admission admission = new Admission(8, 1 << 20, _ -> true, () -> true);
  private final ReceiptShelf shelf = new ReceiptShelf(60_000, 8, System::currentTimeMillis);
  private final CountDownLatch left = new CountDownLatch(1);

  /** Gives what it takes, and counts. */
  private final class Echo implements TensorEngine {
    private final List<TensorSpec> specs =
        List.of(new TensorSpec("x", Datatype.INT64, List.of(-1L)));

    @Override
    public List<TensorSpec> inputs() {
      return specs;
    }

    @Override
    public List<TensorSpec> outputs() {
      return specs;
    }

    @Override
    public List<Tensor> infer(List<Tensor> given) {
      runs.incrementAndGet();
      return given;
    }
  }

  /** Keeps a worker busy until it is released. */
  private static final class Busy implements Runnable {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public void run() {
      begun.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Salts that the test knows, and with them the receipt's id. */
  private static final class Known extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 7);
    }
  }

  @AfterEach
  void close() {
    workers.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private int serve() {
    var weights = new ModelFile("x.onnx", 1, Digest.ZERO);
    var described = new TensorModel("echo", List.of(weights), weights, 0, "MIT", "here");
    var model = new LoadedTensorModel(described.manifest("1", "any"), Digest.ZERO, 0, new Echo());
    var dispatcher = new Dispatcher();
    new OipRoutes(
            vertx,
            admission,
            workers,
            TestReceipts.of(new Known(), shelf),
            List.of(model),
            "1",
            () -> true,
            60_000)
        .enter(dispatcher);
    return vertx
        .createHttpServer()
        .connectionHandler(
            connection -> connection.closeHandler(_ -> vertx.runOnContext(_ -> left.countDown())))
        .requestHandler(dispatcher::handle)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private void ask(Socket socket) throws Exception {
    var head =
        "POST /v2/models/echo/infer HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
            + "Content-Length: %d\r\n\r\n".formatted(BODY.length());
    socket.getOutputStream().write((head + BODY).getBytes(StandardCharsets.US_ASCII));
    awaitInside(1);
  }

  private void awaitInside(int count) {
    while (admission.inside() != count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void itsModelDoesNotRunAndItsReceiptSaysCut() throws Exception {
    var port = serve();
    var parsingWaits = new Busy();
    var runWaits = new Busy();
    workers.submit(parsingWaits);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      ask(socket);
      workers.run(runWaits);
      parsingWaits.released.countDown();
      runWaits.begun.await();
    }
    left.await();
    runWaits.released.countDown();
    awaitInside(0);

    assertEquals(0, runs.get());
    var salts = Opening.fresh(new Known());
    var id = Commitment.of(salts.request().orElseThrow(), Tags.REQUEST, Bytes.utf8(BODY));
    var receipt = shelf.get(id).orElseThrow().body();
    assertEquals(Outcome.CUT, receipt.outcome());
    assertEquals(1, receipt.inputUnits());
    assertEquals(0, receipt.outputUnits());
    assertEquals(
        Commitment.of(salts.response().orElseThrow(), Tags.RESPONSE, Bytes.EMPTY),
        receipt.response());
    assertEquals(
        Commitment.of(salts.output().orElseThrow(), CanonicalOutput.tensors(List.of())),
        receipt.output());
  }

  @Test
  void whoStaysIsAnswered() throws Exception {
    var port = serve();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var waits = new Busy();
      workers.submit(waits);
      ask(socket);
      waits.released.countDown();
      var answer = new byte[17];
      assertEquals(answer.length, socket.getInputStream().readNBytes(answer, 0, answer.length));
      assertTrue(new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200"));
    }
    assertEquals(1, runs.get());
  }
}
