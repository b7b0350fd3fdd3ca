// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.attestation.json.Json;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of one {@code POST /v1/embeddings}, checked against the model: nothing of a
 * request is silently ignored, because its receipt would then say something the caller did not ask
 * for.
 *
 * @param dimensions components of each vector that is answered
 * @param base64 whether vectors travel as base64 of little-endian float32 instead of numbers
 * @param texts what to embed
 */
public record EmbeddingRequest(int dimensions, boolean base64, EmbeddingInput texts) {
  private static final Set<String> KNOWN =
      Set.of("model", "input", "encoding_format", "dimensions", "user");

  /**
   * Reads the members of {@code request}.
   *
   * @param maxTexts texts that one request may hold
   * @throws Refused with the first member that is wrong
   */
  public static EmbeddingRequest parse(Json.Obj request, EmbeddingModel model, int maxTexts)
      throws Refused {
    for (var name : new TreeSet<>(request.members().keySet())) {
      if (!KNOWN.contains(name) && !absent(request.get(name))) {
        throw Refused.because(
            "unsupported_parameter",
            Refusal.shown(name),
            "`" + Refusal.shown(name) + "` is not a parameter here.");
      }
    }
    var user = request.get("user");
    if (!absent(user) && !(user instanceof Json.Str)) {
      throw Refused.because("invalid_type", "user", "`user` is not a string.");
    }
    return new EmbeddingRequest(
        dimensions(request, model),
        base64(request),
        EmbeddingInput.parse(request.get("input"), model, maxTexts));
  }

  private static int dimensions(Json.Obj request, EmbeddingModel model) throws Refused {
    var value = request.get("dimensions");
    if (absent(value)) {
      return model.dimensions();
    }
    if (!(value instanceof Json.Num(String literal)) || !literal.matches("-?[0-9]+")) {
      throw Refused.because("invalid_type", "dimensions", "`dimensions` is not an integer.");
    }
    var number = literal.length() > 9 ? 0 : Integer.parseInt(literal);
    if (number < 1 || number > model.dimensions()) {
      throw Refused.because(
          "invalid_value", "dimensions", "`dimensions` is not in 1.." + model.dimensions() + ".");
    }
    return number;
  }

  private static boolean base64(Json.Obj request) throws Refused {
    var value = request.get("encoding_format");
    if (absent(value)) {
      return false;
    }
    if (!(value instanceof Json.Str(String format))) {
      throw Refused.because(
          "invalid_type", "encoding_format", "`encoding_format` is not a string.");
    }
    return switch (format) {
      case "float" -> false;
      case "base64" -> true;
      default ->
          throw Refused.because(
              "invalid_value", "encoding_format", "`encoding_format` is neither float nor base64.");
    };
  }

  /** SDKs of some languages send null for what their caller left out. */
  private static boolean absent(@org.jspecify.annotations.Nullable Json value) {
    return value == null || value == Json.Null.NULL;
  }
}
