// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Calls of tools in the form in which they are hashed: id, type, and a function's two members. */
final class ToolCalls {
  private static final int MAX_CALLS = 256;

  private ToolCalls() {}

  /** Calls as they stand in a message. */
  static Json of(List<Json> calls) throws Rejected {
    var rebuilt = new ArrayList<Json>();
    for (var json : calls) {
      if (!(json instanceof Json.Obj call)
          || !(call.get("function") instanceof Json.Obj function)) {
        throw bad("a call of a tool without a function");
      }
      rebuilt.add(
          call(
              text(call.get("id")),
              text(call.get("type")),
              text(function.get("name")),
              text(function.get("arguments"))));
    }
    return Json.array(rebuilt);
  }

  private static Json call(String id, String type, String name, String arguments) {
    return Json.object()
        .put("id", id)
        .put("type", type)
        .put("function", Json.object().put("name", name).put("arguments", arguments).build())
        .build();
  }

  /** Calls that arrive in pieces: what is named last counts, arguments are laid end to end. */
  static final class Streamed {
    private final SortedMap<Long, Piece> pieces = new TreeMap<>();

    private static final class Piece {
      private String id = "";
      private String name = "";
      private final StringBuilder arguments = new StringBuilder();
    }

    void add(Json json) throws Rejected {
      if (!(json instanceof Json.Obj call)
          || !(call.get("index") instanceof Json.Num(String literal))
          || !literal.matches("[0-9]{1,3}")) {
        throw bad("a piece of a call without its index");
      }
      var piece = pieces.computeIfAbsent(Long.valueOf(literal), index -> new Piece());
      if (pieces.size() > MAX_CALLS) {
        throw bad("more than " + MAX_CALLS + " calls");
      }
      piece.id = call.get("id") == null ? piece.id : text(call.get("id"));
      if (call.get("function") instanceof Json.Obj function) {
        piece.name = function.get("name") == null ? piece.name : text(function.get("name"));
        if (function.get("arguments") != null) {
          piece.arguments.append(text(function.get("arguments")));
        }
      }
    }

    Json whole() {
      return Json.array(
          pieces.values().stream()
              .map(piece -> call(piece.id, "function", piece.name, piece.arguments.toString()))
              .toList());
    }

    boolean isEmpty() {
      return pieces.isEmpty();
    }
  }

  private static String text(@Nullable Json value) throws Rejected {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw bad("a call of a tool with a member that is no text");
  }

  private static Rejected bad(String detail) {
    return new Rejected(Reason.OPENGRADIENT_FORMAT, detail);
  }
}
