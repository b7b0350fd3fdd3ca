// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Departure;
import dev.aver.enclave.api.Dispatcher;
import dev.aver.enclave.api.RequestBody;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.scheduling.Admission;
import dev.aver.enclave.scheduling.Stay;
import dev.aver.enclave.scheduling.Workers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The paths below {@code /v1} that OpenAI's SDKs call. */
public final class OpenAiRoutes {
  /** The caller's context cannot be signed. */
  public static final Refusal BAD_CONTEXT =
      Refusal.of(400, "invalid_context", "Aver-Context is not one 0x and 64 hex digits.");

  private final Vertx vertx;
  private final Admission admission;
  private final Workers workers;
  private final EmbeddingsService embeddings;
  private final ModelsService models;
  private final long bodyTimeoutMillis;

  /** Answers with these services. */
  public OpenAiRoutes(
      Vertx vertx,
      Admission admission,
      Workers workers,
      EmbeddingsService embeddings,
      ModelsService models,
      long bodyTimeoutMillis) {
    this.vertx = vertx;
    this.admission = admission;
    this.workers = workers;
    this.embeddings = embeddings;
    this.models = models;
    this.bodyTimeoutMillis = bodyTimeoutMillis;
  }

  /** Puts them on the map. */
  public void enter(Dispatcher dispatcher) {
    dispatcher
        .on(HttpMethod.POST, "/v1/embeddings", this::embeddings)
        .on(HttpMethod.GET, "/v1/models", request -> models.list().send(request))
        .below(HttpMethod.GET, "/v1/models/", this::model);
  }

  private void model(HttpServerRequest request, String encoded) {
    try {
      models.get(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).send(request);
    } catch (IllegalArgumentException e) {
      Answer.refused(ModelsService.unknown(encoded)).send(request);
    }
  }

  private void embeddings(HttpServerRequest request) {
    RequestBody.read(
        request,
        vertx,
        bodyTimeoutMillis,
        admission.intake(),
        admission.look(),
        body -> admit(request, body),
        refusal -> Answer.refused(refusal).send(request));
  }

  private void admit(HttpServerRequest request, Bytes body) {
    Digest context;
    try {
      context = context(request);
    } catch (Rejected e) {
      Answer.refused(BAD_CONTEXT).send(request);
      return;
    }
    var asked = Stay.enter(admission, body.size());
    asked.refusal().ifPresent(refusal -> Answer.refused(refusal).send(request));
    asked.stay().ifPresent(stay -> run(request, body, context, stay));
  }

  private void run(HttpServerRequest request, Bytes body, Digest context, Stay stay) {
    var loop = vertx.getOrCreateContext();
    var departure = Departure.of(request);
    Consumer<Answer> reply = answer -> loop.runOnContext(_ -> answer.send(request, stay::leave));
    workers.submit(() -> embeddings.answer(body, context, departure, stay, reply));
  }

  /** The caller's own value, to be signed with the answer; zero without one. */
  public static Digest context(HttpServerRequest request) throws Rejected {
    var values = request.headers().getAll("Aver-Context");
    return values.isEmpty() ? Digest.ZERO : Digest.parse(String.join(",", values));
  }
}
