// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * One choice of a chat or text completion.
 *
 * @param finishReason empty if it was cut before it finished
 * @param content the text; empty if the answer has null there
 */
public record Choice(
    int index, Optional<String> finishReason, Optional<String> content, List<ToolCall> toolCalls) {
  /** Every choice is the assistant's. */
  private static final String ROLE = "assistant";

  /** Copies {@code toolCalls}. */
  public Choice {
    toolCalls = List.copyOf(toolCalls);
  }

  /**
   * A call of a function.
   *
   * @param type mostly {@code function}
   * @param arguments the text that the model wrote, whether it is JSON or not
   */
  public record ToolCall(String type, String name, String arguments) {
    private Json toJson() {
      var function = Json.object().put("arguments", arguments).put("name", name).build();
      return Json.object().put("function", function).put("type", type).build();
    }
  }

  Json toJson() {
    var message =
        Json.object()
            .put("content", orNull(content))
            .put("role", ROLE)
            .put("tool_calls", Json.array(toolCalls.stream().map(ToolCall::toJson).toList()))
            .build();
    return Json.object()
        .put("finish_reason", orNull(finishReason))
        .put("index", index)
        .put("message", message)
        .build();
  }

  private static Json orNull(Optional<String> text) {
    return text.map(Json::of).orElse(Json.Null.NULL);
  }
}
