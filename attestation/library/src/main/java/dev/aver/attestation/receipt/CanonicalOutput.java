// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was answered, the same bytes whether it was streamed or not and whatever wrapped it
 * (formats.md, 5.2).
 */
public final class CanonicalOutput {
  private CanonicalOutput() {}

  /** Nothing: outcomes refused and failed. */
  public static TaggedBytes none() {
    return TaggedBytes.NONE;
  }

  /** The only text, not normalised. */
  public static TaggedBytes text(String text) {
    return new TaggedBytes(Tags.TEXT, Bytes.utf8(text));
  }

  /**
   * Choices in any order: the text alone if there is one choice and no tool call.
   *
   * @throws Rejected {@link Reason#JSON_SYNTAX} for a lone surrogate
   */
  public static TaggedBytes choices(List<Choice> choices) throws Rejected {
    if (choices.size() == 1 && choices.getFirst().toolCalls().isEmpty()) {
      return text(choices.getFirst().content().orElse(""));
    }
    var sorted = choices.stream().sorted(Comparator.comparingInt(Choice::index)).toList();
    var json = Json.array(sorted.stream().map(Choice::toJson).toList());
    return new TaggedBytes(Tags.CHOICES, Jcs.canonical(json));
  }

  /**
   * Vectors in order: u32 count, u32 dimension, float32 values, all little-endian; −0.0 becomes
   * 0.0.
   *
   * @throws Rejected {@link Reason#OUTPUT_SHAPE} for different lengths, {@link
   *     Reason#OUTPUT_NOT_FINITE} for NaN or infinity
   */
  public static TaggedBytes embeddings(List<float[]> vectors) throws Rejected {
    var dimension = vectors.isEmpty() ? 0 : vectors.getFirst().length;
    var size = 2L * Integer.BYTES + (long) vectors.size() * dimension * Float.BYTES;
    var out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(vectors.size()).putInt(dimension);
    for (var vector : vectors) {
      if (vector.length != dimension) {
        throw new Rejected(Reason.OUTPUT_SHAPE, vector.length + " values beside " + dimension);
      }
      for (var value : vector) {
        if (!Float.isFinite(value)) {
          throw new Rejected(Reason.OUTPUT_NOT_FINITE, "an embedding is not finite");
        }
        out.putFloat(Float32Json.positiveZero(value));
      }
    }
    return new TaggedBytes(Tags.EMBEDDINGS, Bytes.of(out.array()));
  }

  /**
   * Tensors in the answer's order, with the bits that the engine gave them.
   *
   * @throws Rejected {@link Reason#JSON_SYNTAX} for a lone surrogate in a name
   */
  public static TaggedBytes tensors(List<Tensor> tensors) throws Rejected {
    return new TaggedBytes(Tags.TENSORS, Tensor.canonical(tensors));
  }

  /**
   * The lines of a rerank or classification in the answer's order.
   *
   * @throws Rejected {@link Reason#OUTPUT_NOT_FINITE}
   */
  public static TaggedBytes results(List<? extends Scored> lines) throws Rejected {
    var list = new ArrayList<Json>();
    for (var line : lines) {
      list.add(line.toJson());
    }
    return new TaggedBytes(Tags.RESULTS, Jcs.canonical(new Json.Arr(list)));
  }
}
