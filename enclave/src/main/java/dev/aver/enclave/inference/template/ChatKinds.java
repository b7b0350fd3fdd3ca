// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.List;
import java.util.Map;

/** A chat of each kind that clients send, to try a template with before anybody does. */
record ChatKinds(List<Map<String, Object>> messages, List<Object> tools) {
  /** What the user says first. */
  static final String GREETING = "Hi there";

  private static final Map<String, Object> USER = said("user", GREETING);
  private static final Map<String, Object> FUNCTION =
      Map.of(
          "name", "clock",
          "description", "The time of a place",
          "parameters",
              Map.of(
                  "type",
                  "object",
                  "properties",
                  Map.of("place", Map.of("type", "string")),
                  "required",
                  List.of("place")));

  /** One message of the user. */
  static final ChatKinds PLAINEST = new ChatKinds(List.of(USER), List.of());

  private static final List<Object> TOOLS =
      List.of(Map.of("type", "function", "function", FUNCTION));

  private static final Map<String, Object> CALL =
      Map.of(
          "role", "assistant",
          "content", "",
          "tool_calls",
              List.of(
                  Map.of(
                      "id", "call_0_0",
                      "type", "function",
                      "function", Map.of("name", "clock", "arguments", Map.of("place", "Rome")))));

  private static final Map<String, Object> RESULT =
      Map.of("role", "tool", "tool_call_id", "call_0_0", "content", "12:00");

  /** All of them. */
  static final List<ChatKinds> ALL =
      List.of(
          PLAINEST,
          new ChatKinds(List.of(said("system", "Be kind."), USER), List.of()),
          new ChatKinds(List.of(USER, said("assistant", "Hello"), said("user", "Bye")), List.of()),
          new ChatKinds(List.of(USER), TOOLS),
          new ChatKinds(List.of(said("system", "Be kind."), USER, CALL, RESULT), TOOLS),
          new ChatKinds(List.of(USER, CALL, RESULT, said("assistant", "Noon"), USER), TOOLS));

  private static Map<String, Object> said(String role, String content) {
    return Map.of("role", role, "content", content);
  }
}
