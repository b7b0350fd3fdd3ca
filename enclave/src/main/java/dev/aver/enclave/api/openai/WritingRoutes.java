// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.receipt.Operation;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Dispatcher;
import dev.aver.enclave.api.Reply;
import dev.aver.enclave.api.RequestBody;
import dev.aver.enclave.scheduling.Admission;
import dev.aver.enclave.scheduling.Workers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** The paths of OpenAI's SDKs that write text. */
public final class WritingRoutes {
  private final Vertx vertx;
  private final Admission admission;
  private final Admission places;
  private final Workers workers;
  private final WritingService service;
  private final long bodyTimeoutMillis;

  /**
   * Answers with {@code service}.
   *
   * @param admission into the enclave
   * @param places of requests that write or wait for it
   */
  public WritingRoutes(
      Vertx vertx,
      Admission admission,
      Admission places,
      Workers workers,
      WritingService service,
      long bodyTimeoutMillis) {
    this.vertx = vertx;
    this.admission = admission;
    this.places = places;
    this.workers = workers;
    this.service = service;
    this.bodyTimeoutMillis = bodyTimeoutMillis;
  }

  /** Puts them on the map. */
  public void enter(Dispatcher dispatcher) {
    dispatcher
        .on(HttpMethod.POST, "/v1/chat/completions", request -> read(request, Operation.CHAT))
        .on(HttpMethod.POST, "/v1/completions", request -> read(request, Operation.COMPLETIONS));
  }

  private void read(HttpServerRequest request, Operation operation) {
    RequestBody.read(
        request,
        vertx,
        bodyTimeoutMillis,
        body -> admit(request, operation, body),
        refusal -> Answer.refused(refusal).send(request));
  }

  private void admit(HttpServerRequest request, Operation operation, Bytes body) {
    Digest context;
    try {
      context = OpenAiRoutes.context(request);
    } catch (Rejected e) {
      Answer.refused(OpenAiRoutes.BAD_CONTEXT).send(request);
      return;
    }
    var refusal = places.enter(body.size());
    if (refusal.isEmpty()) {
      refusal = admission.enter(body.size());
      refusal.ifPresent(_ -> places.leave(body.size()));
    }
    if (refusal.isPresent()) {
      Answer.refused(refusal.get()).send(request);
      return;
    }
    var reply = new Reply(request, vertx);
    workers.submit(() -> service.answer(operation, body, context, reply, () -> leave(body)));
  }

  private void leave(Bytes body) {
    admission.leave(body.size());
    places.leave(body.size());
  }
}
