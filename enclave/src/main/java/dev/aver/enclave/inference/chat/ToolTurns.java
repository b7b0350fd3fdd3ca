// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls and their results belong together: behind a message with calls come the results of all of
 * them, in any order, and results come nowhere else. A model would have to guess what a lone one is
 * about.
 */
final class ToolTurns {
  private static final String ID = "tool_call_id";

  private ToolTurns() {}

  /**
   * Checks parsed messages.
   *
   * @throws Refused {@code missing_parameter} for a result that names no call, {@code
   *     invalid_value} for one that names another, or a call without result
   */
  static void check(List<Map<String, Object>> messages) throws Refused {
    List<Object> awaited = new ArrayList<>();
    for (var i = 0; i < messages.size(); i++) {
      var message = messages.get(i);
      if ("tool".equals(message.get("role"))) {
        answer(message, awaited, "messages[" + i + "]." + ID);
      } else {
        requireNone(awaited, i);
        awaited = calls(message);
      }
    }
    requireNone(awaited, messages.size());
  }

  private static void answer(Map<String, Object> result, List<Object> awaited, String at)
      throws Refused {
    var id = result.get(ID);
    if (id == null) {
      throw Parameters.missing(at);
    }
    if (!awaited.remove(id)) {
      throw Parameters.invalid(at, "`" + at + "` names no call of the message with calls before.");
    }
  }

  private static void requireNone(List<Object> awaited, int next) throws Refused {
    if (!awaited.isEmpty()) {
      throw Parameters.invalid(
          "messages", "Results of all calls are expected before messages[" + next + "].");
    }
  }

  private static List<Object> calls(Map<String, Object> message) {
    var ids = new ArrayList<Object>();
    if (message.get("tool_calls") instanceof List<?> calls) {
      for (var call : calls) {
        ids.add(((Map<?, ?>) call).get("id"));
      }
    }
    return ids;
  }
}
