// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was in force for an answer (formats.md, 5.1), from the request and the two values that the
 * enclave may have chosen: both sides compute the same bytes. A member that is null counts as left
 * out.
 *
 * <p>Reads parameters that the enclave has accepted; nothing is checked here.
 */
public final class EffectiveParameters {
  private static final Json NOTHING = Json.Null.NULL;
  private static final Json ZERO = Json.of(0);

  /** Defaults of {@code chat.completions}. */
  private static final Map<String, Json> CHAT =
      Map.ofEntries(
          Map.entry("frequency_penalty", ZERO),
          Map.entry("logit_bias", Json.object().build()),
          Map.entry("logprobs", Json.of(false)),
          Map.entry("min_p", ZERO),
          Map.entry("n", Json.of(1)),
          Map.entry("parallel_tool_calls", Json.of(true)),
          Map.entry("presence_penalty", ZERO),
          Map.entry("response_format", Json.object().put("type", "text").build()),
          Map.entry("temperature", new Json.Num("0.7")),
          Map.entry("tools", Json.array(List.of())),
          Map.entry("top_k", Json.of(40)),
          Map.entry("top_logprobs", ZERO),
          Map.entry("top_p", new Json.Num("0.95")));

  /** Defaults of {@code completions}. */
  private static final Map<String, Json> COMPLETIONS =
      Map.ofEntries(
          Map.entry("frequency_penalty", ZERO),
          Map.entry("logit_bias", Json.object().build()),
          Map.entry("logprobs", NOTHING),
          Map.entry("min_p", ZERO),
          Map.entry("n", Json.of(1)),
          Map.entry("presence_penalty", ZERO),
          Map.entry("temperature", Json.of(1)),
          Map.entry("top_k", ZERO),
          Map.entry("top_p", Json.of(1)));

  private EffectiveParameters() {}

  /**
   * Of {@code operation}, which is one of the two that write text.
   *
   * @param seed in force
   * @param maxTokens in force, for each choice
   */
  public static Json.Obj of(Operation operation, Json.Obj request, long seed, long maxTokens) {
    var all = new TreeMap<String, Json>();
    defaults(operation).forEach((name, value) -> all.put(name, orDefault(request, name, value)));
    if (operation == Operation.CHAT) {
      var none = all.get("tools") instanceof Json.Arr(List<Json> tools) && tools.isEmpty();
      all.put("tool_choice", orDefault(request, "tool_choice", Json.of(none ? "none" : "auto")));
    }
    all.put("max_tokens", Json.of(maxTokens));
    all.put("operation", Json.of(operation.text()));
    all.put("seed", Json.of(seed));
    all.put("stop", stop(orDefault(request, "stop", NOTHING)));
    return new Json.Obj(all);
  }

  /**
   * The parameters of {@code operation} that have a default of their own, with it.
   *
   * @throws IllegalArgumentException for an operation that writes no text
   */
  public static Map<String, Json> defaults(Operation operation) {
    return switch (operation) {
      case CHAT -> CHAT;
      case COMPLETIONS -> COMPLETIONS;
      default -> throw new IllegalArgumentException(operation + " writes no text");
    };
  }

  /** The member, or its default where it is absent or null. */
  private static Json orDefault(Json.Obj request, String name, Json value) {
    var found = request.get(name);
    return found == null || found.equals(NOTHING) ? value : found;
  }

  private static Json stop(Json given) {
    return switch (given) {
      case Json.Str only -> Json.array(List.of(only));
      case Json.Arr(List<Json> all) -> Json.array(new ArrayList<>(all));
      default -> Json.array(List.of());
    };
  }
}
