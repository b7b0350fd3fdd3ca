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
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.scheduling.Admission;
import dev.aver.enclave.scheduling.Places;
import dev.aver.enclave.scheduling.Seat;
import dev.aver.enclave.scheduling.Tenant;
import dev.aver.enclave.scheduling.Workers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** The paths of OpenAI's SDKs that write text. */
public final class WritingRoutes {
  private static final String CHAT = "/v1/chat/completions";
  private static final String COMPLETIONS = "/v1/completions";
  private static final Refusal NO_MODEL =
      Refusal.of(
          404, "model_not_found", "model", "No chat model is served here; see GET /v1/models.");

  private final Vertx vertx;
  private final Admission admission;
  private final Places places;
  private final Workers workers;
  private final WritingService service;
  private final long bodyTimeoutMillis;

  /**
   * Answers with {@code service}.
   *
   * @param admission into the enclave
   * @param places of texts that are written or wait for it
   */
  public WritingRoutes(
      Vertx vertx,
      Admission admission,
      Places places,
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
        .on(HttpMethod.POST, CHAT, request -> read(request, Operation.CHAT))
        .on(HttpMethod.POST, COMPLETIONS, request -> read(request, Operation.COMPLETIONS));
  }

  /** What they answer where no chat model is served: the paths are there, the model is missing. */
  public static void enterWithoutModel(Dispatcher dispatcher) {
    for (var path : List.of(CHAT, COMPLETIONS)) {
      dispatcher.on(HttpMethod.POST, path, request -> Answer.refused(NO_MODEL).send(request));
    }
  }

  /** Who would find no place is told so before a byte of the body is collected. */
  private void read(HttpServerRequest request, Operation operation) {
    var tenant = Tenant.of(request.headers().getAll("Authorization"));
    RequestBody.read(
        request,
        vertx,
        bodyTimeoutMillis,
        admission.intake(),
        places.look(tenant).or(admission::look),
        body -> admit(request, operation, tenant, body),
        refusal -> Answer.refused(refusal).send(request));
  }

  private void admit(HttpServerRequest request, Operation operation, Tenant tenant, Bytes body) {
    Digest context;
    try {
      context = OpenAiRoutes.context(request);
    } catch (Rejected e) {
      Answer.refused(OpenAiRoutes.BAD_CONTEXT).send(request);
      return;
    }
    var asked = Seat.take(admission, places, tenant, body.size());
    asked.refusal().ifPresent(refusal -> Answer.refused(refusal).send(request));
    asked
        .seat()
        .ifPresent(
            seat -> {
              var reply = new Reply(request, vertx);
              workers.submit(() -> service.answer(operation, body, context, reply, seat));
            });
  }
}
