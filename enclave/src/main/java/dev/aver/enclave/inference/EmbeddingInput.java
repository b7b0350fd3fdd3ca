// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a request as the model will see them: each at least one and at most the model's
 * number of token ids, none cut.
 *
 * @param tokens the ids of each text in order of the request
 */
public record EmbeddingInput(List<long[]> tokens) {
  private static final String PARAM = "input";

  /**
   * Reads a string, an array of strings, an array of token ids, or an array of such arrays.
   *
   * @throws Refused {@code missing_parameter}, {@code invalid_type}, {@code empty_input}, {@code
   *     array_above_max_length}, {@code invalid_value}, {@code context_length_exceeded}
   */
  static EmbeddingInput parse(@Nullable Json input, EmbeddingModel model, int maxTexts)
      throws Refused {
    return switch (input) {
      case null -> throw Parameters.missing(PARAM);
      case Json.Null ignored -> throw Parameters.missing(PARAM);
      case Json.Str(String text) -> new EmbeddingInput(List.of(text(text, model)));
      case Json.Arr(List<Json> elements) -> new EmbeddingInput(array(elements, model, maxTexts));
      default -> throw mistyped("`input` is neither a string nor an array.");
    };
  }

  /** The number of all ids. */
  public long units() {
    var units = 0L;
    for (var ids : tokens) {
      units += ids.length;
    }
    return units;
  }

  private static List<long[]> array(List<Json> elements, EmbeddingModel model, int maxTexts)
      throws Refused {
    if (elements.isEmpty()) {
      throw Refused.because("empty_input", PARAM, "`input` is an empty array.");
    }
    if (elements.getFirst() instanceof Json.Num) {
      return List.of(ids(elements, model));
    }
    if (elements.size() > maxTexts) {
      throw Refused.because(
          "array_above_max_length",
          PARAM,
          "`input` holds " + elements.size() + " texts, at most " + maxTexts + " are accepted.");
    }
    var texts = elements.getFirst() instanceof Json.Str;
    var tokens = new ArrayList<long[]>(elements.size());
    for (var element : elements) {
      tokens.add(
          switch (element) {
            case Json.Str(String text) when texts -> text(text, model);
            case Json.Arr(List<Json> ids) when !texts -> ids(ids, model);
            default -> throw mistyped("`input` does not hold texts only, or token ids only.");
          });
    }
    return tokens;
  }

  private static long[] text(String text, EmbeddingModel model) throws Refused {
    if (text.isEmpty()) {
      throw Refused.because("empty_input", PARAM, "`input` holds an empty text.");
    }
    return fitting(model.tokens(text), model);
  }

  private static long[] ids(List<Json> elements, EmbeddingModel model) throws Refused {
    if (elements.isEmpty()) {
      throw Refused.because("empty_input", PARAM, "`input` holds an empty array.");
    }
    var ids = new long[elements.size()];
    for (var i = 0; i < ids.length; i++) {
      ids[i] = id(elements.get(i), model);
    }
    return fitting(model.tokens(ids), model);
  }

  private static long id(Json element, EmbeddingModel model) throws Refused {
    if (!(element instanceof Json.Num(String literal)) || !literal.matches("-?[0-9]+")) {
      throw mistyped("`input` does not hold texts only, or token ids only.");
    }
    var id = literal.length() > 9 ? -1 : Integer.parseInt(literal);
    if (id < 0 || id >= model.vocabulary()) {
      throw Refused.because(
          "invalid_value", PARAM, "A token id is not in 0.." + (model.vocabulary() - 1) + ".");
    }
    return id;
  }

  private static long[] fitting(long[] tokens, EmbeddingModel model) throws Refused {
    if (tokens.length > model.maxTokens()) {
      throw Refused.because(
          "context_length_exceeded",
          PARAM,
          "This model takes at most %d tokens per text, one of these has %d."
              .formatted(model.maxTokens(), tokens.length));
    }
    return tokens;
  }

  private static Refused mistyped(String message) {
    return Refused.because("invalid_type", PARAM, message);
  }
}
