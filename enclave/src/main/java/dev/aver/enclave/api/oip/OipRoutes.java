// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.oip;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Departure;
import dev.aver.enclave.api.Dispatcher;
import dev.aver.enclave.api.RequestBody;
import dev.aver.enclave.api.openai.OpenAiRoutes;
import dev.aver.enclave.api.openai.Receipting;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.inference.TensorSpec;
import dev.aver.enclave.models.LoadedTensorModel;
import dev.aver.enclave.scheduling.Admission;
import dev.aver.enclave.scheduling.Stay;
import dev.aver.enclave.scheduling.Workers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The paths below {@code /v2}. */
public final class OipRoutes {
  /** A tensor's elements are objects while it is parsed, and its answer can be longer than it. */
  private static final int WEIGHT = 3;

  private static final Refusal NOT_READY =
      Refusal.of(503, "not_ready", "There is no evidence yet.");
  private static final Refusal UNKNOWN =
      Refusal.of(404, "unknown_url", "There is nothing at this path.");

  private final Vertx vertx;
  private final Admission admission;
  private final Workers workers;
  private final InferService service;
  private final String version;
  private final BooleanSupplier ready;
  private final long bodyTimeoutMillis;

  /**
   * Serves {@code models}.
   *
   * @param version of this build
   * @param ready whether the hardware has vouched for this enclave
   */
  public OipRoutes(
      Vertx vertx,
      Admission admission,
      Workers workers,
      Receipting receipting,
      List<LoadedTensorModel> models,
      String version,
      BooleanSupplier ready,
      long bodyTimeoutMillis) {
    this.vertx = vertx;
    this.admission = admission;
    this.workers = workers;
    var byName =
        models.stream().collect(Collectors.toMap(LoadedTensorModel::name, Function.identity()));
    this.service = new InferService(byName, workers, receipting);
    this.version = version;
    this.ready = ready;
    this.bodyTimeoutMillis = bodyTimeoutMillis;
  }

  /** Puts them on the map. */
  public void enter(Dispatcher dispatcher) {
    dispatcher
        .on(HttpMethod.GET, "/v2", this::server)
        .on(HttpMethod.GET, "/v2/health/live", request -> send(request, live()))
        .on(HttpMethod.GET, "/v2/health/ready", this::ready)
        .below(HttpMethod.GET, "/v2/models/", this::model)
        .below(HttpMethod.POST, "/v2/models/", this::infer);
  }

  private void server(HttpServerRequest request) {
    send(
        request,
        Json.object()
            .put("name", "aver")
            .put("version", version)
            .put("extensions", Json.array(List.of()))
            .build());
  }

  private static Json.Obj live() {
    return Json.object().put("live", true).build();
  }

  private void ready(HttpServerRequest request) {
    if (ready.getAsBoolean()) {
      send(request, live());
    } else {
      OipError.answer(NOT_READY).send(request);
    }
  }

  private void model(HttpServerRequest request, String rest) {
    var path = ModelPath.parse(rest).filter(ModelPath::isKnown);
    if (path.isEmpty()) {
      OipError.answer(UNKNOWN).send(request);
      return;
    }
    if (path.get().isInference()) {
      Dispatcher.takesOnly(request, HttpMethod.POST);
      return;
    }
    var model = service.find(path.get());
    if (model.isEmpty()) {
      OipError.answer(InferService.unknown(path.get())).send(request);
    } else if (path.get().action().isEmpty()) {
      send(request, describe(model.get()));
    } else {
      send(request, Json.object().put("name", model.get().name()).put("ready", true).build());
    }
  }

  private static Json.Obj describe(LoadedTensorModel model) {
    return Json.object()
        .put("name", model.name())
        .put("versions", Json.array(List.of(Json.of(model.digest().toString()))))
        .put("platform", "onnx_onnxv1")
        .put("inputs", describe(model.engine().inputs()))
        .put("outputs", describe(model.engine().outputs()))
        .build();
  }

  private static Json describe(List<TensorSpec> specs) {
    return Json.array(
        specs.stream()
            .map(
                spec ->
                    Json.object()
                        .put("name", spec.name())
                        .put("datatype", spec.datatype().name())
                        .put("shape", Json.array(spec.shape().stream().map(Json::of).toList()))
                        .build())
            .toList());
  }

  private static void send(HttpServerRequest request, Json.Obj json) {
    Answer.ok(Bytes.utf8(JsonWriter.write(json))).send(request);
  }

  private void infer(HttpServerRequest request, String rest) {
    var path = ModelPath.parse(rest).filter(ModelPath::isKnown);
    if (path.isEmpty()) {
      OipError.answer(UNKNOWN).send(request);
      return;
    }
    if (!path.get().isInference()) {
      Dispatcher.takesOnly(request, HttpMethod.GET);
      return;
    }
    RequestBody.read(
        request,
        vertx,
        bodyTimeoutMillis,
        admission.intake(),
        admission.look(),
        body -> admit(request, path.get(), body),
        refusal -> OipError.answer(refusal).send(request));
  }

  private void admit(HttpServerRequest request, ModelPath path, Bytes body) {
    Digest context;
    try {
      context = OpenAiRoutes.context(request);
    } catch (Rejected e) {
      OipError.answer(OpenAiRoutes.BAD_CONTEXT).send(request);
      return;
    }
    var asked = Stay.enter(admission, WEIGHT * body.size());
    asked.refusal().ifPresent(refusal -> OipError.answer(refusal).send(request));
    asked.stay().ifPresent(stay -> run(request, path, body, context, stay));
  }

  private void run(
      HttpServerRequest request, ModelPath path, Bytes body, Digest context, Stay stay) {
    var loop = vertx.getOrCreateContext();
    var departure = Departure.of(request);
    Consumer<Answer> reply = answer -> loop.runOnContext(_ -> answer.send(request, stay::leave));
    workers.submit(() -> service.answer(path, body, context, departure, stay, reply));
  }
}
