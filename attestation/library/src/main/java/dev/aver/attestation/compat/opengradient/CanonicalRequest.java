// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The object that a gateway hashes in place of a request: model, messages rebuilt by their role,
 * temperature as a float, and what else counts if it is there (opengradient.md, 3.2). Whatever is
 * not named here - tool_choice, top_p, seed, stream - is not in the hash.
 */
public final class CanonicalRequest {
  private static final List<String> IF_NOT_EMPTY = List.of("stop", "tools", "response_format");

  private CanonicalRequest() {}

  /**
   * {@code tee_request_hash}: Keccak-256 over the object as Python writes it.
   *
   * @throws Rejected {@link Reason#OPENGRADIENT_FORMAT} if it cannot be rebuilt
   */
  public static Digest hash(Json.Obj request) throws Rejected {
    return Hashes.keccak256(Bytes.utf8(PythonJson.write(of(request))));
  }

  static Json.Obj of(Json.Obj request) throws Rejected {
    var canonical = Json.object().put("model", required(request, "model"));
    if (!(request.get("messages") instanceof Json.Arr(List<Json> messages))) {
      throw bad("a request without messages");
    }
    var rebuilt = new ArrayList<Json>();
    for (var message : messages) {
      rebuilt.add(message(message));
    }
    canonical.put("messages", Json.array(rebuilt)).put("temperature", temperature(request));
    var limit = request.get("max_tokens");
    if (limit != null && limit != Json.Null.NULL) {
      canonical.put("max_tokens", limit);
    }
    for (var name : IF_NOT_EMPTY) {
      var value = request.get(name);
      if (value != null && !empty(value)) {
        canonical.put(name, value);
      }
    }
    if (Json.of(true).equals(request.get("web_search"))) {
      canonical.put("web_search", true);
    }
    return canonical.build();
  }

  private static Json temperature(Json.Obj request) throws Rejected {
    var given = request.get("temperature");
    if (given == null || given == Json.Null.NULL) {
      return new Json.Num("0.0");
    }
    if (given instanceof Json.Num(String literal)) {
      return new Json.Num(PythonJson.real(Double.parseDouble(literal)));
    }
    throw bad("a temperature that is no number");
  }

  private static Json message(Json json) throws Rejected {
    if (!(json instanceof Json.Obj message) || !(message.get("role") instanceof Json.Str role)) {
      throw bad("a message without a role");
    }
    var content = message.get("content");
    var rebuilt = Json.object().put("role", role);
    return switch (role.value()) {
      case "system" -> rebuilt.put("content", text(content)).build();
      case "user" -> rebuilt.put("content", text(content)).build();
      case "assistant" -> assistant(message, rebuilt);
      case "tool" ->
          rebuilt
              .put("content", text(content))
              .put("tool_call_id", required(message, "tool_call_id"))
              .build();
      case "function" ->
          rebuilt.put("content", text(content)).put("name", required(message, "name")).build();
      default -> throw bad("a message of another role");
    };
  }

  private static Json assistant(Json.Obj message, Json.Builder rebuilt) throws Rejected {
    var content = message.get("content");
    rebuilt.put("content", content == null || empty(content) ? Json.of("") : text(content));
    if (message.get("tool_calls") instanceof Json.Arr(List<Json> calls) && !calls.isEmpty()) {
      rebuilt.put("tool_calls", ToolCalls.of(calls));
    }
    return rebuilt.build();
  }

  /** Parts beside text were hashed in more than one way by different versions of the gateway. */
  private static Json text(@Nullable Json content) throws Rejected {
    if (content instanceof Json.Str) {
      return content;
    }
    throw bad("content that is not one text: attachments are not in the hash as they were sent");
  }

  private static boolean empty(Json value) {
    return switch (value) {
      case Json.Null ignored -> true;
      case Json.Str(String text) -> text.isEmpty();
      case Json.Arr(List<Json> elements) -> elements.isEmpty();
      case Json.Obj object -> object.members().isEmpty();
      case Json.Bool(boolean flag) -> !flag;
      case Json.Num number -> false;
    };
  }

  private static Json required(Json.Obj object, String name) throws Rejected {
    var value = object.get(name);
    if (value == null) {
      throw bad("no " + name);
    }
    return value;
  }

  private static Rejected bad(String detail) {
    return new Rejected(Reason.OPENGRADIENT_FORMAT, detail);
  }
}
