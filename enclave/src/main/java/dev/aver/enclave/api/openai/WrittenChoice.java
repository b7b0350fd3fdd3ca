// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.receipt.Choice;
import dev.aver.enclave.inference.generation.Ending;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One choice as it has been told so far. */
final class WrittenChoice {
  private final int index;
  private final StringBuilder text = new StringBuilder();
  private final List<Choice.ToolCall> calls = new ArrayList<>();
  private final List<TokenLogprob> logprobs = new ArrayList<>();
  private @Nullable Ending ending;
  private int tokens;

  WrittenChoice(int index) {
    this.index = index;
  }

  void add(String more, List<TokenLogprob> moreLogprobs) {
    text.append(more);
    logprobs.addAll(moreLogprobs);
  }

  void add(Choice.ToolCall call) {
    calls.add(call);
  }

  void end(Ending how, int count) {
    ending = how;
    tokens = count;
  }

  int index() {
    return index;
  }

  String text() {
    return text.toString();
  }

  List<Choice.ToolCall> calls() {
    return calls;
  }

  List<TokenLogprob> logprobs() {
    return logprobs;
  }

  boolean endedBy(Ending how) {
    return ending == how;
  }

  int tokens() {
    return tokens;
  }

  /** As clients are told it; empty if it was cut and nobody was told. */
  Optional<String> finishReason() {
    if (ending == Ending.STOP) {
      return Optional.of(calls.isEmpty() ? "stop" : "tool_calls");
    }
    return ending == Ending.LENGTH ? Optional.of("length") : Optional.empty();
  }

  /** With tool calls and nothing else said there is no content, not an empty one. */
  Optional<String> content() {
    return calls.isEmpty() || !text.isEmpty() ? Optional.of(text.toString()) : Optional.empty();
  }

  /** For the canonical output. */
  Choice canonical() {
    return new Choice(index, finishReason(), content(), calls);
  }
}
