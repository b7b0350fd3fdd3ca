// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.inference.chat.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands around the choices of one answer. {@code aver} carries what the enclave chose itself
 * and the receipt's parameters commit to: without it a caller who named no seed could not open
 * them.
 */
final class AnswerJson {
  private final AnswerForm form;
  private final String id;
  private final long created;
  private final String model;
  private final String fingerprint;
  private final Writing writing;

  AnswerJson(
      AnswerForm form, String id, long created, String model, String fingerprint, Writing writing) {
    this.form = form;
    this.id = form.prefix() + id;
    this.created = created;
    this.model = model;
    this.fingerprint = fingerprint;
    this.writing = writing;
  }

  /** The whole answer in UTF-8. */
  Bytes whole(List<WrittenChoice> choices) {
    var told = new ArrayList<Json>();
    choices.forEach(c -> told.add(form.choice(c, writing.logprobs().isPresent())));
    return Bytes.utf8(
        JsonWriter.write(
            head(form.whole(), told).put("usage", usage(choices)).put("aver", chosen()).build()));
  }

  /** The data of one event about one choice. */
  String event(Json.Obj choice, boolean first) {
    var event = head(form.chunk(), List.of(choice));
    if (first) {
      event.put("aver", chosen());
    }
    if (writing.usage()) {
      event.put("usage", Json.Null.NULL);
    }
    return JsonWriter.write(event.build());
  }

  /** The data of the last event, if it was asked for. */
  Optional<String> usageEvent(List<WrittenChoice> choices) {
    return writing.usage()
        ? Optional.of(
            JsonWriter.write(head(form.chunk(), List.of()).put("usage", usage(choices)).build()))
        : Optional.empty();
  }

  private Json.Builder head(String object, List<? extends Json> choices) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model)
        .put("system_fingerprint", fingerprint)
        .put("choices", Json.array(choices));
  }

  private Json.Obj usage(List<WrittenChoice> choices) {
    var written = choices.stream().mapToLong(WrittenChoice::tokens).sum();
    return Json.object()
        .put("prompt_tokens", writing.inputUnits())
        .put("completion_tokens", written)
        .put("total_tokens", writing.inputUnits() + written)
        .put("prompt_tokens_details", Json.object().put("cached_tokens", 0).build())
        .build();
  }

  private Json.Obj chosen() {
    return Json.object()
        .put("seed", writing.sampling().seed())
        .put("max_tokens", writing.maxTokens())
        .build();
  }
}
