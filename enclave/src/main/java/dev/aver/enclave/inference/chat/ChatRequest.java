// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.EffectiveParameters;
import dev.aver.attestation.receipt.Operation;
import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.inference.generation.Rules;
import dev.aver.enclave.inference.generation.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Reads one {@code POST /v1/chat/completions}. */
public final class ChatRequest {
  private static final Set<String> KNOWN =
      SamplingParameters.namesAnd(
          "messages",
          "max_completion_tokens",
          "top_logprobs",
          "response_format",
          "tools",
          "tool_choice",
          "parallel_tool_calls");
  private static final int MOST_ALTERNATIVES = 20;

  private ChatRequest() {}

  /**
   * What is asked for.
   *
   * @param seeds gives a seed from 0 to 2^53 − 1 where the caller gave none
   * @throws Refused with the first member that is wrong
   */
  public static Writing parse(Json.Obj request, ChatModel model, LongSupplier seeds)
      throws Refused {
    var given = SamplingParameters.of(request, KNOWN);
    var messages = Messages.parse(Parameters.required("messages", given.array("messages")));
    var tools = Tools.parse(given);
    var rules = AnswerFormat.parse(given).rules(tools);
    check(rules, model);
    var prompt = prompt(messages, tools, model);
    var seed = SamplingParameters.seed(given, seeds);
    var limit = limit(given);
    var maxTokens =
        SamplingParameters.maxTokens(
            given,
            limit,
            prompt.size(),
            model.engine().contextTokens(),
            Integer.MAX_VALUE,
            "messages");
    var stream = given.truth("stream").orElse(false);
    return new Writing(
        Operation.CHAT,
        List.of(prompt),
        SamplingParameters.choices(given),
        maxTokens,
        SamplingParameters.parse(given, Operation.CHAT, model.engine().vocabulary().size(), seed),
        SamplingParameters.stops(given),
        rules,
        logprobs(given),
        tools.any(),
        stream,
        SamplingParameters.usage(given, stream),
        EffectiveParameters.of(Operation.CHAT, request, seed, maxTokens));
  }

  private static Tokens prompt(List<Map<String, Object>> messages, Tools tools, ChatModel model)
      throws Refused {
    if (model.template().takesTools()) {
      var told = new ArrayList<Object>();
      for (var tool : tools.told()) {
        told.add(Objects.requireNonNull(Plain.of(tool)));
      }
      return model.prompts().tokens(messages, told);
    }
    return model.prompts().tokens(ToolText.spell(messages, tools.told()), List.of());
  }

  /** The engine has the last word on what a grammar can say. */
  private static void check(Optional<Rules> rules, ChatModel model) throws Refused {
    if (rules.isPresent()) {
      var grammar = model.engine().grammar(rules.get().gbnf());
      if (grammar.isEmpty()) {
        throw Parameters.unsupported(
            "response_format", "The schema cannot be made into a grammar.");
      }
      grammar.get().close();
    }
  }

  /** The limit has an old name and a new one; both at once could say two things. */
  private static String limit(Parameters given) throws Refused {
    if (given.find("max_completion_tokens").isEmpty()) {
      return "max_tokens";
    }
    if (given.find("max_tokens").isPresent()) {
      throw Parameters.invalid(
          "max_tokens", "`max_tokens` and `max_completion_tokens` are both given.");
    }
    return "max_completion_tokens";
  }

  private static Optional<Integer> logprobs(Parameters given) throws Refused {
    var wanted = given.truth("logprobs").orElse(false);
    var count = given.integer("top_logprobs", 0, MOST_ALTERNATIVES);
    if (!wanted && count.orElse(0L) > 0) {
      throw Parameters.invalid("top_logprobs", "`top_logprobs` needs `logprobs`.");
    }
    return wanted ? Optional.of(count.orElse(0L).intValue()) : Optional.empty();
  }
}
