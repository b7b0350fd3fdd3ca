// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to be known of a loop where it begins: whether it has an {@code else}, and which
 * variables its body sets. In Jinja each round begins without what the last one has set.
 */
final class TemplateLoops {
  /** Blocks with variables of their own, besides loops. */
  private static final Set<String> SCOPES = Set.of("macro", "call", "filter");

  private static final int NONE = -1;
  private static final int CONDITION = -2;

  private final Set<Integer> otherwise = new HashSet<>();
  private final Map<Integer, Set<String>> names = new HashMap<>();
  private final Deque<Integer> open = new ArrayDeque<>();

  private TemplateLoops() {}

  /** Of a whole template. */
  static TemplateLoops of(List<TemplateParts.Part> parts) {
    var loops = new TemplateLoops();
    for (var i = 0; i < parts.size(); i++) {
      if (parts.get(i).kind() == TemplateParts.Kind.STATEMENT) {
        var words = parts.get(i).body().split("\\s+", 2);
        loops.statement(i, words[0], words.length > 1 ? words[1] : "");
      }
    }
    return loops;
  }

  /** Whether the loop that begins with this part has an {@code else}. */
  boolean haveElse(int part) {
    return otherwise.contains(part);
  }

  /** What its body sets. */
  Set<String> set(int part) {
    return names.getOrDefault(part, Set.of());
  }

  private void statement(int part, String word, String rest) {
    switch (word) {
      case "for" -> open.push(part);
      case "if" -> open.push(CONDITION);
      case "set" -> assign(TemplateTokens.of(rest));
      case "else" -> {
        if (!open.isEmpty() && open.peek() >= 0) {
          otherwise.add(open.pop());
          open.push(NONE);
        }
      }
      default -> {
        if (SCOPES.contains(word)) {
          open.push(NONE);
        } else if (word.startsWith("end") && !word.equals("endgeneration")) {
          open.poll();
        }
      }
    }
  }

  private void assign(List<String> rest) {
    var equals = TemplateTokens.find(rest, "=", 0);
    var targets = rest.subList(0, equals < 0 ? Math.min(1, rest.size()) : equals);
    var scope = open.stream().filter(place -> place != CONDITION).findFirst().orElse(NONE);
    if (scope != NONE && !targets.contains(".")) {
      for (var target : TemplateTokens.split(targets, ",")) {
        names.computeIfAbsent(scope, _ -> new TreeSet<>()).add(TemplateTokens.text(target));
      }
    }
    if (equals < 0) {
      open.push(NONE); // up to endset
    }
  }
}
