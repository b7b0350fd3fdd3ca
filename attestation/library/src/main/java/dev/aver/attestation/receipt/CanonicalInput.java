// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, without an SDK's spelling of it (formats.md, 5.2). A request whose input is
 * missing or of another form has none, and whoever serves it must refuse it.
 */
public final class CanonicalInput {
  private CanonicalInput() {}

  /** The input of a parsed request; {@link TaggedBytes#NONE} also for an unknown operation. */
  public static TaggedBytes of(String operation, Json.Obj request) {
    return Operation.of(operation).map(known -> of(known, request)).orElse(TaggedBytes.NONE);
  }

  /** The input of a parsed request. */
  public static TaggedBytes of(Operation operation, Json.Obj request) {
    try {
      return switch (operation) {
        case CHAT -> messages(request.get("messages"));
        case COMPLETIONS -> texts(request.get("prompt"));
        case EMBEDDINGS, CLASSIFY -> texts(request.get("input"));
        case RERANK -> query(request.get("documents"), request.get("query"));
        case INFER -> tensors(request.get("inputs"));
      };
    } catch (Rejected e) {
      // No canonical form: a number that no double holds, or a value that its datatype cannot.
      return TaggedBytes.NONE;
    }
  }

  private static TaggedBytes messages(@Nullable Json messages) throws Rejected {
    return messages instanceof Json.Arr
        ? new TaggedBytes(Tags.INPUT_MESSAGES, Jcs.canonical(messages))
        : TaggedBytes.NONE;
  }

  private static TaggedBytes texts(@Nullable Json input) throws Rejected {
    if (input instanceof Json.Str(String only)) {
      return text(only);
    }
    if (!(input instanceof Json.Arr(List<Json> elements))) {
      return TaggedBytes.NONE;
    }
    if (elements.size() == 1 && elements.getFirst() instanceof Json.Str(String only)) {
      return text(only);
    }
    var uniform =
        elements.stream().allMatch(Json.Str.class::isInstance)
            || elements.stream().allMatch(CanonicalInput::isTokenId)
            || elements.stream().allMatch(CanonicalInput::isTokens);
    return uniform ? new TaggedBytes(Tags.INPUT_ARRAY, Jcs.canonical(input)) : TaggedBytes.NONE;
  }

  private static TaggedBytes text(String only) {
    return new TaggedBytes(Tags.INPUT_TEXT, Bytes.utf8(only));
  }

  private static boolean isTokens(Json element) {
    return element instanceof Json.Arr(List<Json> tokens)
        && tokens.stream().allMatch(CanonicalInput::isTokenId);
  }

  /** By its value, as a reader sees it that knows doubles only: 1.0 is the token 1. */
  private static boolean isTokenId(Json element) {
    if (!(element instanceof Json.Num(String literal))) {
      return false;
    }
    var value = Double.parseDouble(literal);
    return value >= 0 && value <= Members.MAX_INTEGER && value == Math.rint(value);
  }

  private static TaggedBytes query(@Nullable Json documents, @Nullable Json query) throws Rejected {
    if (!(documents instanceof Json.Arr) || !(query instanceof Json.Str)) {
      return TaggedBytes.NONE;
    }
    var object = Json.object().put("documents", documents).put("query", query).build();
    return new TaggedBytes(Tags.INPUT_QUERY, Jcs.canonical(object));
  }

  private static TaggedBytes tensors(@Nullable Json inputs) throws Rejected {
    if (!(inputs instanceof Json.Arr(List<Json> elements))) {
      return TaggedBytes.NONE;
    }
    return tensors(Tensor.parse(elements));
  }

  /**
   * The input of {@code infer} whose tensors have been parsed.
   *
   * @throws Rejected {@link dev.aver.attestation.Reason#JSON_SYNTAX} for a lone surrogate in a name
   */
  public static TaggedBytes tensors(List<Tensor> tensors) throws Rejected {
    return new TaggedBytes(Tags.INPUT_TENSORS, Tensor.canonical(tensors));
  }
}
