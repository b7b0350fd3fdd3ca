// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.Choice;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code text_completion}, whole and piece by piece. One object per answer: it counts offsets. */
final class CompletionForm implements AnswerForm {
  private static final Json NULL = Json.Null.NULL;

  /** Characters of the tokens that each choice has told. */
  private final Map<Integer, Integer> told = new HashMap<>();

  @Override
  public String prefix() {
    return "cmpl-";
  }

  @Override
  public String whole() {
    return "text_completion";
  }

  @Override
  public String chunk() {
    return "text_completion";
  }

  @Override
  public Json.Obj choice(WrittenChoice choice, boolean logprobs) {
    return piece(
        choice.index(),
        choice.text(),
        logprobs ? LogprobsJson.completion(choice.logprobs(), 0) : NULL,
        choice.finishReason().map(Json::of).orElse(Json.of("length")));
  }

  @Override
  public Optional<Json.Obj> opening(int index) {
    return Optional.empty();
  }

  @Override
  public Json.Obj text(int index, String text, Optional<List<TokenLogprob>> logprobs) {
    var more = logprobs.map(LogprobsJson::characters).orElse(0);
    var offset = told.merge(index, more, Integer::sum) - more;
    return piece(
        index,
        text,
        logprobs.<Json>map(known -> LogprobsJson.completion(known, offset)).orElse(NULL),
        NULL);
  }

  @Override
  public Json.Obj call(int index, int number, Choice.ToolCall call, String id) {
    throw new IllegalStateException("completions call no tools");
  }

  @Override
  public Json.Obj closing(int index, String finishReason) {
    return piece(index, "", NULL, Json.of(finishReason));
  }

  private static Json.Obj piece(int index, String text, Json logprobs, Json finishReason) {
    return Json.object()
        .put("index", index)
        .put("text", text)
        .put("logprobs", logprobs)
        .put("finish_reason", finishReason)
        .build();
  }
}
