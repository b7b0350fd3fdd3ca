// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.inference.generation.Tokens;
import dev.aver.enclave.inference.generation.Vocabulary;
import dev.aver.enclave.inference.template.ChatTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * From messages to token ids. The marks around messages are the template's alone: where a message
 * contains the text of one, that text stays text, so that nobody can end a message early or speak
 * in another role.
 */
final class Prompts {
  /**
   * Characters that stand for nothing, by Unicode's own word; one that no message holds is taken.
   */
  private static final char FIRST_NONCHARACTER = '\uFDD0';

  private static final char LAST_NONCHARACTER = '\uFDEF';

  private final Vocabulary vocabulary;
  private final ChatTemplate template;

  Prompts(Vocabulary vocabulary, ChatTemplate template) {
    this.vocabulary = vocabulary;
    this.template = template;
  }

  /** The ids of these messages up to where the assistant begins. */
  Tokens tokens(List<Map<String, Object>> messages, List<Object> tools) throws Refused {
    var seam = seam(messages, tools);
    UnaryOperator<String> open = text -> opened(text, seam);
    @SuppressWarnings("unchecked")
    var told = (List<Map<String, Object>>) mapped(messages, open);
    @SuppressWarnings("unchecked")
    var known = (List<Object>) mapped(tools, open);
    return joined(template.render(told, known), seam);
  }

  /** Each part by itself: a mark that was cut in two is no mark any more. */
  private Tokens joined(String text, char seam) {
    var ids = new ArrayList<int[]>();
    var length = 0;
    for (var part : text.split(String.valueOf(seam), -1)) {
      var found = vocabulary.tokens(part, true);
      ids.add(found);
      length += found.length;
    }
    var all = new int[length];
    var at = 0;
    for (var part : ids) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return new Tokens(all);
  }

  /** Cuts every mark in {@code text} behind its first character. */
  private String opened(String text, char seam) {
    var opened = text;
    for (var mark : vocabulary.controlTexts()) {
      if (mark.length() > 1 && opened.contains(mark)) {
        opened = opened.replace(mark, mark.charAt(0) + String.valueOf(seam) + mark.substring(1));
      }
    }
    return opened;
  }

  private static char seam(List<?> messages, List<?> tools) throws Refused {
    var held = messages.toString() + tools;
    for (var seam = FIRST_NONCHARACTER; seam <= LAST_NONCHARACTER; seam++) {
      if (held.indexOf(seam) < 0) {
        return seam;
      }
    }
    throw Refused.because(
        "invalid_value", "messages", "The messages hold every noncharacter from FDD0 to FDEF.");
  }

  private static Object mapped(Object value, UnaryOperator<String> change) {
    return switch (value) {
      case String text -> change.apply(text);
      case List<?> list -> {
        var all = new ArrayList<Object>();
        list.forEach(element -> all.add(mapped(element, change)));
        yield all;
      }
      case Map<?, ?> map -> {
        var all = new java.util.LinkedHashMap<String, Object>();
        map.forEach(
            (name, member) -> all.put(change.apply(name.toString()), mapped(member, change)));
        yield all;
      }
      default -> value;
    };
  }
}
