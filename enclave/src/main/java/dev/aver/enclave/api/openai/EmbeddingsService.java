// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Departure;
import dev.aver.enclave.api.RequestBody;
import dev.aver.enclave.inference.EmbeddingJob;
import dev.aver.enclave.inference.EmbeddingRequest;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.models.LoadedModel;
import dev.aver.enclave.scheduling.BatchQueue;
import dev.aver.enclave.scheduling.Stay;
import dev.aver.enclave.scheduling.Workers;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code POST /v1/embeddings} from the body's bytes to the receipted answer. From the moment the
 * body is one JSON value without a member twice, the request is admitted and gets a receipt
 * whatever becomes of it; before, it gets an error alone (formats.md, 5).
 */
public final class EmbeddingsService {
  /** Containers within one another; no request needs more than three. */
  private static final int DEPTH = 64;

  private final Map<String, LoadedModel> models;
  private final Workers workers;
  private final BatchQueue<EmbeddingJob> batches;
  private final Receipting receipting;
  private final int maxTexts;

  /**
   * Serves {@code models} by name.
   *
   * @param batches that {@code workers} run
   * @param maxTexts texts that one request may hold
   */
  public EmbeddingsService(
      Map<String, LoadedModel> models,
      Workers workers,
      BatchQueue<EmbeddingJob> batches,
      Receipting receipting,
      int maxTexts) {
    this.models = models;
    this.workers = workers;
    this.batches = batches;
    this.receipting = receipting;
    this.maxTexts = maxTexts;
  }

  /**
   * Answers exactly once, even if nobody waits any more; call it on a worker.
   *
   * @param stay grows by what the answer will take
   */
  public void answer(
      Bytes body, Digest context, Departure departure, Stay stay, Consumer<Answer> reply) {
    Json json;
    try {
      json = JsonReader.read(body, RequestBody.LIMIT, DEPTH);
    } catch (Rejected e) {
      reply.accept(Answer.refused(malformed(e)));
      return;
    }
    var request = json instanceof Json.Obj object ? object : Json.object().build();
    var call = new EmbeddingsCall(receipting, body, request, context, reply);
    try {
      if (!(json instanceof Json.Obj)) {
        throw new Refused(Refusal.of(400, "invalid_type", "The body is not a JSON object."));
      }
      start(call, request, departure, stay);
    } catch (Refused e) {
      call.refuse(e.refusal());
    } catch (RuntimeException e) {
      call.fail(e);
    }
  }

  private void start(EmbeddingsCall call, Json.Obj request, Departure departure, Stay stay)
      throws Refused {
    var model = model(request);
    call.uses(model);
    var parsed = EmbeddingRequest.parse(request, model.engine(), maxTexts);
    call.asks(parsed);
    var refusal = stay.grow(size(parsed));
    if (refusal.isPresent()) {
      call.turnAway(refusal.get());
      return;
    }
    var job = new EmbeddingJob(model.engine(), parsed, call::succeed, call::fail);
    batches.add(job);
    workers.batchesGrew();
    // Not on the event loop, which hears of it: a receipt is signed.
    departure.then(
        () ->
            workers.submit(
                () -> {
                  job.cancel(call::cut);
                  batches.dropOver();
                }));
  }

  /**
   * A body of 12 kB can ask for 2048 vectors. Of the heap that a body's byte counts for, a
   * component takes four bytes until all are there, and some twenty more as text.
   */
  private static int size(EmbeddingRequest request) {
    return Math.multiplyExact(request.texts().tokens().size(), request.dimensions());
  }

  private LoadedModel model(Json.Obj request) throws Refused {
    var name = request.get("model");
    if (name == null || name == Json.Null.NULL) {
      throw Refused.because("missing_parameter", "model", "`model` is missing.");
    }
    if (!(name instanceof Json.Str(String text))) {
      throw Refused.because("invalid_type", "model", "`model` is not a string.");
    }
    var model = models.get(text);
    if (model == null) {
      throw new Refused(ModelsService.unknown(text));
    }
    return model;
  }

  /** What is not one JSON value, or holds a member twice. */
  public static Refusal malformed(Rejected rejected) {
    return rejected.reason() == Reason.JSON_DUPLICATE_KEY
        ? Refusal.of(400, "duplicate_member", "The body holds a member twice.")
        : new Refusal(
            400, "invalid_json", Optional.empty(), "The body is not JSON: " + rejected.detail());
  }
}
