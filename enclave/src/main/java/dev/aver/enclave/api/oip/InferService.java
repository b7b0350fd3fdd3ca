// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.oip;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Departure;
import dev.aver.enclave.api.RequestBody;
import dev.aver.enclave.api.openai.EmbeddingsService;
import dev.aver.enclave.api.openai.Receipting;
import dev.aver.enclave.inference.InferRequest;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.models.LoadedTensorModel;
import dev.aver.enclave.scheduling.Stay;
import dev.aver.enclave.scheduling.Workers;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code POST /v2/models/{name}/infer} from the body's bytes to the receipted answer. From the
 * moment the body is one JSON value without a member twice it gets a receipt whatever becomes of it
 * (formats.md, 5). Each request runs by itself.
 */
final class InferService {
  /** Containers within one another: nested data of tensors may be deep. */
  private static final int DEPTH = 64;

  private final Map<String, LoadedTensorModel> models;
  private final Workers workers;
  private final Receipting receipting;

  InferService(Map<String, LoadedTensorModel> models, Workers workers, Receipting receipting) {
    this.models = models;
    this.workers = workers;
    this.receipting = receipting;
  }

  /** The model of this name, if {@code version} is none or its digest. */
  Optional<LoadedTensorModel> find(ModelPath path) {
    return Optional.ofNullable(models.get(path.name()))
        .filter(model -> path.version().map(model.digest().toString()::equals).orElse(true));
  }

  /** There is no such model, or not in this version. */
  static Refusal unknown(ModelPath path) {
    var version = path.version().map(named -> " in version `" + Refusal.shown(named) + "`");
    return Refusal.of(
        404,
        "model_not_found",
        "The model `" + Refusal.shown(path.name()) + "` does not exist" + version.orElse("") + ".");
  }

  /**
   * Answers exactly once, even if nobody waits any more; call it on a worker.
   *
   * @param stay grows by what the answer takes
   */
  void answer(
      ModelPath path,
      Bytes body,
      Digest context,
      Departure departure,
      Stay stay,
      Consumer<Answer> reply) {
    Json json;
    try {
      json = JsonReader.read(body, RequestBody.LIMIT, DEPTH);
    } catch (Rejected e) {
      reply.accept(OipError.answer(EmbeddingsService.malformed(e)));
      return;
    }
    var request = json instanceof Json.Obj object ? object : Json.object().build();
    var call = new InferCall(receipting, body, request, context, reply);
    try {
      if (!(json instanceof Json.Obj)) {
        throw new Refused(Refusal.of(400, "invalid_type", "The body is not a JSON object."));
      }
      var model = find(path).orElseThrow(() -> new Refused(unknown(path)));
      call.uses(model.digest());
      var parsed = InferRequest.parse(request, model.engine());
      start(new InferRun(call, model, parsed, stay), departure);
    } catch (Refused e) {
      call.refuse(e.refusal());
    } catch (RuntimeException e) {
      call.fail(e);
    }
  }

  /** A caller who goes takes along the run that waits, and the memory of its tensors. */
  private void start(InferRun run, Departure departure) {
    workers.run(run);
    // Not on the event loop, which hears of it: a receipt is signed.
    departure.then(
        () ->
            workers.submit(
                () -> {
                  workers.withdraw(run);
                  run.cancel();
                }));
  }
}
