// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.EffectiveParameters;
import dev.aver.attestation.receipt.Operation;
import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.inference.generation.Tokens;
import dev.aver.enclave.inference.generation.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Reads one {@code POST /v1/completions}. */
public final class CompletionRequest {
  private static final String PROMPT = "prompt";
  private static final Set<String> KNOWN = SamplingParameters.namesAnd(PROMPT);
  private static final int MOST_PROMPTS = 8;
  private static final int MOST_ALTERNATIVES = 5;

  /** What the API has been answering with since its first version. */
  private static final long USUAL_LIMIT = 16;

  private CompletionRequest() {}

  /**
   * What is asked for.
   *
   * @param seeds gives a seed from 0 to 2^53 − 1 where the caller gave none
   * @throws Refused with the first member that is wrong
   */
  public static Writing parse(Json.Obj request, ChatModel model, LongSupplier seeds)
      throws Refused {
    var given = SamplingParameters.of(request, KNOWN);
    var prompts =
        prompts(Parameters.required(PROMPT, given.find(PROMPT)), model.engine().vocabulary());
    var longest = prompts.stream().mapToInt(prompt -> prompt.size()).max().orElseThrow();
    var seed = SamplingParameters.seed(given, seeds);
    var maxTokens =
        SamplingParameters.maxTokens(
            given, "max_tokens", longest, model.engine().contextTokens(), USUAL_LIMIT, PROMPT);
    var stream = given.truth("stream").orElse(false);
    return new Writing(
        Operation.COMPLETIONS,
        prompts,
        SamplingParameters.choices(given),
        maxTokens,
        SamplingParameters.parse(
            given, Operation.COMPLETIONS, model.engine().vocabulary().size(), seed),
        SamplingParameters.stops(given),
        Optional.empty(),
        given.integer("logprobs", 0, MOST_ALTERNATIVES).map(Long::intValue),
        false,
        stream,
        SamplingParameters.usage(given, stream),
        EffectiveParameters.of(Operation.COMPLETIONS, request, seed, maxTokens));
  }

  private static List<Tokens> prompts(Json prompt, Vocabulary vocabulary) throws Refused {
    if (prompt instanceof Json.Str(String text)) {
      return List.of(text(text, vocabulary));
    }
    if (!(prompt instanceof Json.Arr(List<Json> elements)) || elements.isEmpty()) {
      throw mistyped();
    }
    if (elements.getFirst() instanceof Json.Num) {
      return List.of(ids(elements, vocabulary));
    }
    if (elements.size() > MOST_PROMPTS) {
      throw Refused.because(
          "array_above_max_length", PROMPT, "At most " + MOST_PROMPTS + " prompts are accepted.");
    }
    var texts = elements.getFirst() instanceof Json.Str;
    var prompts = new ArrayList<Tokens>();
    for (var element : elements) {
      prompts.add(
          switch (element) {
            case Json.Str(String text) when texts -> text(text, vocabulary);
            case Json.Arr(List<Json> ids) when !texts -> ids(ids, vocabulary);
            default -> throw mistyped();
          });
    }
    return prompts;
  }

  /** The caller writes all of it, so marks in it are meant. */
  private static Tokens text(String text, Vocabulary vocabulary) throws Refused {
    if (text.isEmpty()) {
      throw Refused.because("empty_input", PROMPT, "`prompt` is empty.");
    }
    return new Tokens(vocabulary.tokens(text, true));
  }

  private static Tokens ids(List<Json> elements, Vocabulary vocabulary) throws Refused {
    if (elements.isEmpty()) {
      throw Refused.because("empty_input", PROMPT, "`prompt` holds an empty array.");
    }
    var ids = new int[elements.size()];
    for (var i = 0; i < ids.length; i++) {
      if (!(elements.get(i) instanceof Json.Num(String literal)) || !literal.matches("-?[0-9]+")) {
        throw mistyped();
      }
      ids[i] = literal.length() > 9 ? -1 : Integer.parseInt(literal);
      if (ids[i] < 0 || ids[i] >= vocabulary.size()) {
        throw Parameters.invalid(
            PROMPT, "A token id is not in 0.." + (vocabulary.size() - 1) + ".");
      }
    }
    return new Tokens(ids);
  }

  private static Refused mistyped() {
    return Parameters.mistyped(PROMPT, "a text, or an array of texts, of token ids or of those");
  }
}
