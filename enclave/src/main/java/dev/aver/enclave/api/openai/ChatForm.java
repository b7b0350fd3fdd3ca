// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.Choice;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code chat.completion} and its chunks. */
final class ChatForm implements AnswerForm {
  private static final Json NULL = Json.Null.NULL;

  @Override
  public String prefix() {
    return "chatcmpl-";
  }

  @Override
  public String whole() {
    return "chat.completion";
  }

  @Override
  public String chunk() {
    return "chat.completion.chunk";
  }

  @Override
  public Json.Obj choice(WrittenChoice choice, boolean logprobs) {
    var message =
        Json.object()
            .put("role", "assistant")
            .put("content", choice.content().map(Json::of).orElse(NULL))
            .put("refusal", NULL);
    if (!choice.calls().isEmpty()) {
      var calls = new ArrayList<Json>();
      for (var call : choice.calls()) {
        calls.add(call(call, callId(choice.index(), calls.size())).build());
      }
      message.put("tool_calls", Json.array(calls));
    }
    return Json.object()
        .put("index", choice.index())
        .put("message", message.build())
        .put("logprobs", logprobs ? LogprobsJson.chat(choice.logprobs()) : NULL)
        .put("finish_reason", choice.finishReason().map(Json::of).orElse(Json.of("length")))
        .build();
  }

  /** Unique within an answer, and the same whenever the answer is the same. */
  static String callId(int choice, int number) {
    return "call_" + choice + "_" + number;
  }

  private static Json.Builder call(Choice.ToolCall call, String id) {
    var function =
        Json.object().put("name", call.name()).put("arguments", call.arguments()).build();
    return Json.object().put("id", id).put("type", call.type()).put("function", function);
  }

  @Override
  public Optional<Json.Obj> opening(int index) {
    return Optional.of(
        event(
            index, Json.object().put("role", "assistant").put("content", "").build(), NULL, NULL));
  }

  @Override
  public Json.Obj text(int index, String text, Optional<List<TokenLogprob>> logprobs) {
    return event(
        index,
        Json.object().put("content", text).build(),
        logprobs.<Json>map(LogprobsJson::chat).orElse(NULL),
        NULL);
  }

  @Override
  public Json.Obj call(int index, int number, Choice.ToolCall call, String id) {
    var numbered = Json.object().put("index", number);
    call(call, id).build().members().forEach(numbered::put);
    var calls = Json.array(List.of(numbered.build()));
    return event(index, Json.object().put("tool_calls", calls).build(), NULL, NULL);
  }

  @Override
  public Json.Obj closing(int index, String finishReason) {
    return event(index, Json.object().build(), NULL, Json.of(finishReason));
  }

  private static Json.Obj event(int index, Json.Obj delta, Json logprobs, Json finishReason) {
    return Json.object()
        .put("index", index)
        .put("delta", delta)
        .put("logprobs", logprobs)
        .put("finish_reason", finishReason)
        .build();
  }
}
