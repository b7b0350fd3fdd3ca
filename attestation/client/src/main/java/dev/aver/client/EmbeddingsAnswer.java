// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.receipt.Float32Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The vectors of an OpenAI embeddings answer, exactly: a number that is no float32 is refused, not
 * rounded, or the answer could differ from what the receipt commits to.
 */
final class EmbeddingsAnswer {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_DEPTH = 16;

  private EmbeddingsAnswer() {}

  /**
   * Reads the vectors in the order of their index.
   *
   * @throws Rejected {@link Reason#OUTPUT_NOT_FLOAT32} and the codes of JSON members
   */
  static List<float[]> vectors(Bytes response) throws Rejected {
    var root = Members.of(JsonReader.read(response, MAX_BYTES, MAX_DEPTH), "answer");
    var vectors = new ArrayList<float[]>();
    for (var element : root.array("data")) {
      var item = Members.of(element, "data");
      if (item.integer("index", 0, Integer.MAX_VALUE) != vectors.size()) {
        throw new Rejected(Reason.FIELD_RANGE, "embeddings are not in the order of their index");
      }
      vectors.add(vector(item.required("embedding")));
    }
    return vectors;
  }

  private static float[] vector(Json embedding) throws Rejected {
    return switch (embedding) {
      case Json.Arr(List<Json> numbers) -> fromNumbers(numbers);
      case Json.Str(String base64) -> fromBase64(base64);
      default -> throw new Rejected(Reason.FIELD_TYPE, "embedding is neither numbers nor base64");
    };
  }

  private static float[] fromNumbers(List<Json> numbers) throws Rejected {
    var vector = new float[numbers.size()];
    for (var i = 0; i < vector.length; i++) {
      if (!(numbers.get(i) instanceof Json.Num(String literal))) {
        throw new Rejected(Reason.FIELD_TYPE, "embedding holds something else than numbers");
      }
      vector[i] = Float32Json.parse(literal);
    }
    return vector;
  }

  /** With {@code encoding_format} base64: little-endian float32 values. */
  private static float[] fromBase64(String text) throws Rejected {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Rejected(Reason.BASE64_FORMAT, "embedding is not base64");
    }
    if (bytes.length % Float.BYTES != 0) {
      throw new Rejected(Reason.OUTPUT_SHAPE, "embedding is no whole number of float32 values");
    }
    var vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
