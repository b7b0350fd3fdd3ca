// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.attestation;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Dispatcher;
import dev.aver.enclave.attester.AttestedFacts;
import dev.aver.enclave.attester.Evidence;
import dev.aver.enclave.attester.ReportGovernor;
import dev.aver.enclave.feed.LatestValue;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.receipts.ReceiptShelf;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** {@code GET /v1/attestation} and {@code GET /v1/receipts/{id}}. */
public final class AttestationRoutes {
  private static final Refusal NONCE =
      Refusal.of(400, "invalid_nonce", "nonce", "`nonce` is not 0x and 64 hex digits, not zero.");
  private static final Refusal NO_RECEIPT =
      Refusal.of(404, "receipt_not_found", "No receipt of this id is kept here (any more).");

  private final Vertx vertx;
  private final ReportGovernor governor;
  private final LatestValue<AttestedFacts> latest;
  private final Evidence evidence;
  private final ReceiptShelf shelf;
  private final long patienceMillis;

  /**
   * Answers from these.
   *
   * @param patienceMillis how long a caller waits for a report
   */
  public AttestationRoutes(
      Vertx vertx,
      ReportGovernor governor,
      LatestValue<AttestedFacts> latest,
      Evidence evidence,
      ReceiptShelf shelf,
      long patienceMillis) {
    this.vertx = vertx;
    this.governor = governor;
    this.latest = latest;
    this.evidence = evidence;
    this.shelf = shelf;
    this.patienceMillis = patienceMillis;
  }

  /** Puts them on the map. */
  public void enter(Dispatcher dispatcher) {
    dispatcher
        .on(HttpMethod.GET, "/v1/attestation", this::attestation)
        .below(HttpMethod.GET, "/v1/receipts/", this::receipt);
  }

  private void receipt(HttpServerRequest request, String id) {
    try {
      shelf
          .get(Digest.parse(id))
          .map(receipt -> Bytes.utf8(JsonWriter.write(receipt.toJson())))
          .map(Answer::ok)
          .orElseGet(() -> Answer.refused(NO_RECEIPT))
          .send(request);
    } catch (Rejected e) {
      Answer.refused(NO_RECEIPT).send(request);
    }
  }

  private void attestation(HttpServerRequest request) {
    var nonces = request.params().getAll("nonce");
    if (nonces.isEmpty()) {
      newest(request);
      return;
    }
    try {
      var nonce = Digest.parse(String.join(",", nonces));
      if (nonce.isZero()) {
        Answer.refused(NONCE).send(request);
      } else {
        fresh(request, nonce);
      }
    } catch (Rejected e) {
      Answer.refused(NONCE).send(request);
    }
  }

  private void newest(HttpServerRequest request) {
    var there = latest.value();
    if (there.isPresent()) {
      Answer.ok(evidence.newest(there.get())).send(request);
      return;
    }
    var reply = new Once(vertx.getOrCreateContext(), request);
    var waiter =
        latest.await(_ -> true, report -> reply.send(() -> Answer.ok(evidence.newest(report))));
    vertx.setTimer(
        patienceMillis,
        _ -> {
          if (waiter.cancel()) {
            reply.send(() -> Answer.refused(noEvidence()));
          }
        });
  }

  /** Says how long the hardware has been silent: seconds are throttling, hours a fault. */
  private Refusal noEvidence() {
    var since = governor.sinceLastReport();
    return Refusal.of(
        503,
        "evidence_unavailable",
        since.isEmpty()
            ? "The hardware has not answered yet."
            : "The hardware does not answer in time. The last report is "
                + since.getAsLong() / 1000
                + " s old; GET /v1/attestation without nonce gives it.");
  }

  private void fresh(HttpServerRequest request, Digest nonce) {
    var reply = new Once(vertx.getOrCreateContext(), request);
    var report = governor.attest(nonce);
    if (report.isEmpty()) {
      reply.send(() -> Answer.refused(noEvidence()));
      return;
    }
    var timer = vertx.setTimer(patienceMillis, _ -> reply.send(() -> Answer.refused(noEvidence())));
    var _ =
        report
            .get()
            .whenComplete(
                (attested, failure) -> {
                  vertx.cancelTimer(timer);
                  reply.send(
                      () ->
                          attested == null
                              ? Answer.refused(noEvidence())
                              : Answer.ok(evidence.withNonce(attested, nonce)));
                });
  }

  /** The first answer wins; it is written on the request's event loop. */
  private static final class Once {
    private final Context loop;
    private final HttpServerRequest request;
    private final AtomicBoolean sent = new AtomicBoolean();

    Once(Context loop, HttpServerRequest request) {
      this.loop = loop;
      this.request = request;
    }

    void send(Supplier<Answer> answer) {
      if (sent.compareAndSet(false, true)) {
        loop.runOnContext(_ -> answer.get().send(request));
      }
    }
  }
}
