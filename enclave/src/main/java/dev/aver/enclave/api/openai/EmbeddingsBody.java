// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.api.JsonNumber;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/**
 * The answer of {@code POST /v1/embeddings}. Each float32 is the shortest decimal of the double of
 * equal value, or base64 of its little-endian bytes (formats.md, 5.2), so that a reader gets back
 * the very bits that the receipt commits to.
 */
final class EmbeddingsBody {
  private EmbeddingsBody() {}

  /**
   * UTF-8 JSON, written directly: a tree of 384 numbers per vector would cost more than it says.
   */
  static Bytes write(List<float[]> vectors, boolean base64, String model, long units) {
    var out = new StringBuilder(128 + vectors.size() * (vectors.getFirst().length * 22 + 64));
    out.append("{\"object\":\"list\",\"data\":[");
    for (var index = 0; index < vectors.size(); index++) {
      out.append(index == 0 ? "" : ",");
      out.append("{\"object\":\"embedding\",\"index\":").append(index).append(",\"embedding\":");
      if (base64) {
        out.append('"').append(Base64.getEncoder().encodeToString(bytes(vectors.get(index))));
        out.append("\"}");
      } else {
        numbers(vectors.get(index), out);
        out.append('}');
      }
    }
    out.append("],\"model\":").append(JsonWriter.write(Json.of(model)));
    out.append(",\"usage\":{\"prompt_tokens\":").append(units);
    out.append(",\"total_tokens\":").append(units).append("}}");
    return Bytes.utf8(out.toString());
  }

  private static void numbers(float[] vector, StringBuilder out) {
    out.append('[');
    for (var i = 0; i < vector.length; i++) {
      out.append(i == 0 ? "" : ",").append(JsonNumber.of(vector[i]));
    }
    out.append(']');
  }

  private static byte[] bytes(float[] vector) {
    var bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }
}
