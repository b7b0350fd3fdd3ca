// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.models.ServedModel;
import java.util.Collection;
import java.util.List;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
public final class ModelsService {
  private final List<ServedModel> models;

  /** Lists these. */
  public ModelsService(Collection<? extends ServedModel> models) {
    this.models = List.copyOf(models);
  }

  /** All of them. */
  public Answer list() {
    var data = models.stream().map(ModelsService::describe).toList();
    return answer(Json.object().put("object", "list").put("data", Json.array(data)).build());
  }

  /** The one of this id. */
  public Answer get(String id) {
    return models.stream()
        .filter(model -> model.name().equals(id))
        .findAny()
        .map(model -> answer(describe(model)))
        .orElseGet(() -> Answer.refused(unknown(id)));
  }

  /** There is no such model. */
  static Refusal unknown(String id) {
    return Refusal.of(
        404, "model_not_found", "model", "The model `" + Refusal.shown(id) + "` does not exist.");
  }

  private static Json.Obj describe(ServedModel model) {
    var described =
        Json.object()
            .put("id", model.name())
            .put("object", "model")
            .put("created", model.created())
            .put("owned_by", "aver");
    if (model.maxTokens() > 0) {
      described.put("max_model_len", model.maxTokens());
    }
    return described.put("digest", model.digest().toString()).build();
  }

  private static Answer answer(Json.Obj json) {
    return Answer.ok(Bytes.utf8(JsonWriter.write(json)));
  }
}
