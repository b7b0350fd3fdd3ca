// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The messages of a chat as templates know them: {@code role}, {@code content} as one text, {@code
 * name}, {@code tool_calls}, {@code tool_call_id}. Empty members that SDKs carry along from an
 * answer are left out; any other member is refused, because it would have no effect.
 */
final class Messages {
  private static final String PARAM = "messages";
  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
  private static final Set<String> KNOWN =
      // The last one SDKs read out of an earlier answer's content, and carry along.
      Set.of("role", "content", "name", "tool_call_id", "tool_calls", "parsed");

  private Messages() {}

  static List<Map<String, Object>> parse(List<Json> messages) throws Refused {
    if (messages.isEmpty()) {
      throw Refused.because("empty_input", PARAM, "`messages` is empty.");
    }
    var parsed = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < messages.size(); i++) {
      parsed.add(message(messages.get(i), PARAM + "[" + i + "]"));
    }
    ToolTurns.check(parsed);
    return parsed;
  }

  private static Map<String, Object> message(Json json, String where) throws Refused {
    if (!(json instanceof Json.Obj object)) {
      throw Parameters.mistyped(where, "an object");
    }
    var role = role(object, where);
    Members.only(object, KNOWN, where);
    var message = new LinkedHashMap<String, Object>();
    message.put("role", role);
    for (var member : object.members().entrySet()) {
      var at = where + "." + member.getKey();
      switch (member.getKey()) {
        case "role", "content" -> {
          // read by themselves
        }
        case "name" -> put(message, "name", member.getValue(), at);
        case "tool_call_id" -> {
          requireRole("tool", role, member.getValue(), at);
          put(message, "tool_call_id", member.getValue(), at);
        }
        case "tool_calls" -> {
          requireRole("assistant", role, member.getValue(), at);
          if (!Members.isEmpty(member.getValue())) {
            message.put("tool_calls", ToolCalls.parse(member.getValue(), at));
          }
        }
        default -> {
          // refused above
        }
      }
    }
    message.put(
        "content", content(object.get("content"), where, message.containsKey("tool_calls")));
    return message;
  }

  private static String role(Json.Obj object, String where) throws Refused {
    if (!(object.get("role") instanceof Json.Str(String role))) {
      throw Parameters.mistyped(where + ".role", "a string");
    }
    var known = role.equals("developer") ? "system" : role;
    if (!ROLES.contains(known)) {
      throw Parameters.invalid(where + ".role", "`" + where + ".role` is not a known role.");
    }
    return known;
  }

  private static void requireRole(String wanted, String role, Json value, String at)
      throws Refused {
    if (!role.equals(wanted) && !Members.isEmpty(value)) {
      throw Parameters.unsupported(
          at, "`" + at + "` is supported in messages of role " + wanted + " only.");
    }
  }

  private static void put(Map<String, Object> message, String name, Json value, String at)
      throws Refused {
    if (value == Json.Null.NULL) {
      return;
    }
    if (!(value instanceof Json.Str(String text))) {
      throw Parameters.mistyped(at, "a string");
    }
    message.put(name, text);
  }

  private static String content(
      @org.jspecify.annotations.Nullable Json content, String where, boolean mayBeNull)
      throws Refused {
    return switch (content) {
      case Json.Str(String text) -> text;
      case Json.Arr(List<Json> parts) -> parts(parts, where + ".content");
      case null, default -> {
        if (mayBeNull && (content == null || content == Json.Null.NULL)) {
          yield "";
        }
        throw Parameters.mistyped(where + ".content", "a string or an array of parts");
      }
    };
  }

  private static String parts(List<Json> parts, String where) throws Refused {
    if (parts.isEmpty()) {
      throw Refused.because("empty_input", where, "`" + where + "` is empty.");
    }
    var texts = new ArrayList<String>();
    for (var i = 0; i < parts.size(); i++) {
      var at = where + "[" + i + "]";
      if (!(parts.get(i) instanceof Json.Obj part)
          || !(part.get("type") instanceof Json.Str(String type))) {
        throw Parameters.mistyped(at, "a part with a type");
      }
      if (!type.equals("text")) {
        throw Parameters.unsupported(at, "Only parts of type text are supported.");
      }
      Members.only(part, Set.of("type", "text"), at);
      if (!(part.get("text") instanceof Json.Str(String text))) {
        throw Parameters.mistyped(at + ".text", "a string");
      }
      texts.add(text);
    }
    return texts.stream().collect(Collectors.joining("\n"));
  }
}
