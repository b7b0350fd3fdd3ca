// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.inference.grammar.AnswerGrammar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tools for templates that have no place for them: described in the system's message, calls and
 * results as text in the messages they belong to.
 */
final class ToolText {
  private ToolText() {}

  /** The messages with everything about {@code tools} in their contents. */
  static List<Map<String, Object>> spell(List<Map<String, Object>> messages, List<Json> tools) {
    var spelled = new ArrayList<Map<String, Object>>();
    for (var message : messages) {
      spelled.add(spell(message));
    }
    if (!tools.isEmpty()) {
      var described = describe(tools);
      if ("system".equals(spelled.getFirst().get("role"))) {
        spelled.set(0, message("system", spelled.getFirst().get("content") + "\n\n" + described));
      } else {
        spelled.addFirst(message("system", described));
      }
    }
    return spelled;
  }

  private static Map<String, Object> message(String role, String content) {
    var message = new LinkedHashMap<String, Object>();
    message.put("role", role);
    message.put("content", content);
    return message;
  }

  private static Map<String, Object> spell(Map<String, Object> message) {
    if ("tool".equals(message.get("role"))) {
      return message("user", "<tool_response>\n" + message.get("content") + "\n</tool_response>");
    }
    if (message.get("tool_calls") instanceof List<?> calls) {
      var text =
          calls.stream()
              .map(call -> AnswerGrammar.CALL + "\n" + call(call) + "\n" + AnswerGrammar.CALL_END)
              .collect(Collectors.joining("\n"));
      var content = message.get("content") + "";
      return message("assistant", content.isEmpty() ? text : content + "\n" + text);
    }
    return message;
  }

  private static String call(Object call) {
    var function = ((Map<?, ?>) call).get("function");
    if (!(function instanceof Map<?, ?> named)) {
      throw new IllegalStateException("parsed calls have functions");
    }
    return "{\"name\": "
        + JsonWriter.write(Json.of(named.get("name") + ""))
        + ", \"arguments\": "
        + JsonWriter.write(Plain.json(named.get("arguments")))
        + "}";
  }

  private static String describe(List<Json> tools) {
    return "You may call these functions:\n<tools>\n"
        + tools.stream().map(JsonWriter::write).collect(Collectors.joining("\n"))
        + "\n</tools>\nTo call one, answer with its name and arguments as JSON:\n"
        + AnswerGrammar.CALL
        + "\n{\"name\": \"function\", \"arguments\": {}}\n"
        + AnswerGrammar.CALL_END;
  }
}
