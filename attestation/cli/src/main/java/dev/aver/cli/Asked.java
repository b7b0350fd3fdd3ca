// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.receipt.Operation;
import dev.aver.cli.models.ChatFiles;
import java.security.SecureRandom;
import java.util.List;

/**
 * What is asked, byte for byte.
 *
 * @param operation embeddings or chat
 * @param model the name in the request
 */
record Asked(Operation operation, String model, Bytes request, boolean stream) {
  private static final String EMBEDDING_MODEL = "all-minilm-l6-v2";
  private static final int MAX_REQUEST = 1 << 20;
  private static final int MAX_DEPTH = 64;

  /** Numbers above cannot be told apart by every reader of JSON. */
  private static final int SEED_BITS = 53;

  /** The embedding of a text. */
  static Asked embedding(String text) {
    return embedding(EMBEDDING_MODEL, text);
  }

  /** The embedding of a text by this model. */
  static Asked embedding(String model, String text) {
    var request = Json.object().put("model", model).put("input", text).build();
    return new Asked(Operation.EMBEDDINGS, model, bytes(request), false);
  }

  /** One message of a user, answered as a stream; with a seed, so that it can be asked again. */
  static Asked chat(String model, String text, int maxTokens) {
    var message = Json.object().put("role", "user").put("content", text).build();
    var request =
        Json.object()
            .put("model", model)
            .put("messages", Json.array(List.of(message)))
            .put("max_completion_tokens", maxTokens)
            .put("seed", new SecureRandom().nextLong() >>> Long.SIZE - SEED_BITS)
            .put("stream", true)
            .build();
    return new Asked(Operation.CHAT, model, bytes(request), true);
  }

  /** The chat model where none is named. */
  static String chatModel() {
    return ChatFiles.MODEL;
  }

  /** A request that was saved. */
  static Asked again(Bytes request) throws Rejected {
    var json = JsonReader.read(request, MAX_REQUEST, MAX_DEPTH);
    if (json instanceof Json.Obj object && object.get("model") instanceof Json.Str(String model)) {
      if (object.get("messages") != null) {
        return new Asked(
            Operation.CHAT, model, request, Json.of(true).equals(object.get("stream")));
      }
      if (object.get("input") != null) {
        return new Asked(Operation.EMBEDDINGS, model, request, false);
      }
    }
    throw new CommandFailed(
        ExitCode.USAGE, "the saved request is neither a chat nor an embedding", "");
  }

  /** Whether a request names everything that its answer depends on. */
  static boolean isRepeatable(Bytes request) {
    try {
      return JsonReader.read(request, MAX_REQUEST, MAX_DEPTH) instanceof Json.Obj object
          && (object.get("messages") == null || object.get("seed") != null);
    } catch (Rejected e) {
      return false;
    }
  }

  String path() {
    return operation == Operation.CHAT ? "/v1/chat/completions" : "/v1/embeddings";
  }

  private static Bytes bytes(Json json) {
    return Bytes.utf8(JsonWriter.write(json));
  }
}
