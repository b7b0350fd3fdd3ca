// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A chat template, written for Jinja in Python, as the library has to be given it to do the same.
 * Where that is not possible it is refused: a prompt that differs from what the model was trained
 * on would go unnoticed.
 */
final class TemplateSource {
  /** Marks for training; they write nothing. */
  private static final Set<String> MARKS = Set.of("generation", "endgeneration");

  private static final Set<String> UNSUPPORTED =
      Set.of("raw", "include", "import", "from", "extends", "block");

  private final StringBuilder out = new StringBuilder();

  /** The open loops and conditions; loops by the variable with their items. */
  private final Deque<String> open = new ArrayDeque<>();

  private final boolean neighbours;
  private int lists;

  private TemplateSource(boolean neighbours) {
    this.neighbours = neighbours;
  }

  /**
   * The same for the library.
   *
   * @throws IllegalArgumentException with what cannot be told it
   */
  static String forLibrary(String template) {
    var source = new TemplateSource(template.contains("previtem") || template.contains("nextitem"));
    for (var part : TemplateParts.of(template)) {
      switch (part.kind()) {
        case TEXT -> source.out.append(part.body());
        case OUTPUT -> source.output(source.expression(part.body()));
        case STATEMENT -> source.statement(part.body());
      }
    }
    return source.out.toString();
  }

  /** The library takes a map in round brackets for something else; but nobody prints one. */
  private void output(String expression) {
    var printed =
        expression.startsWith("{") ? expression : "(" + expression + ")|" + PythonText.PRINTED;
    out.append("{{ ").append(printed).append(" }}");
  }

  private String expression(String text) {
    var loop = open.stream().filter(name -> !name.isEmpty()).findFirst().orElse("none");
    return TemplateExpression.spell(text, loop);
  }

  private void statement(String body) {
    var words = body.split("\\s+", 2);
    var rest = words.length > 1 ? words[1] : "";
    if (UNSUPPORTED.contains(words[0])) {
      throw new IllegalArgumentException("{% " + words[0] + " %} is not supported");
    }
    switch (words[0]) {
      case "for" -> loop(rest);
      case "if" -> {
        open.push("");
        tag("if " + expression(rest));
      }
      case "endfor", "endif" -> {
        open.poll();
        tag(words[0]);
      }
      case "else" -> {
        if (!"".equals(open.peek())) {
          throw new IllegalArgumentException("{% for %} with {% else %} is not supported");
        }
        tag("else");
      }
      default -> {
        if (!MARKS.contains(words[0])) {
          tag(words[0] + " " + expression(rest));
        }
      }
    }
  }

  private void tag(String body) {
    out.append("{% ").append(body).append(" %}");
  }

  /**
   * {@code TARGET in ITEMS}, with or without {@code if CONDITION}, which the library does not have:
   * then the items are chosen first.
   */
  private void loop(String rest) {
    var tokens = TemplateExpression.tokens(rest);
    var in = find(tokens, "in", 0);
    if (in < 0) {
      throw new IllegalArgumentException("{% for " + rest + " %} is not supported");
    }
    var condition = find(tokens, "if", in);
    var target = String.join("", tokens.subList(0, in)).strip();
    var end = condition < 0 ? tokens.size() : condition;
    var items = expression(String.join("", tokens.subList(in + 1, end)).strip());
    var chosen = "chosen_" + ++lists;
    if (condition >= 0 || neighbours) {
      tag("set " + chosen + " = []");
      tag("for " + target + " in " + items);
      if (condition >= 0) {
        tag("if " + expression(String.join("", tokens.subList(condition + 1, tokens.size()))));
      }
      tag("do " + chosen + ".append(" + (target.contains(",") ? "[" + target + "]" : target) + ")");
      if (condition >= 0) {
        tag("endif");
      }
      tag("endfor");
      items = chosen;
    }
    open.push(chosen);
    tag("for " + target + " in " + items);
  }

  /** The place of {@code word} outside of brackets; −1 if it is not there. */
  private static int find(List<String> tokens, String word, int from) {
    var depth = 0;
    for (var index = from; index < tokens.size(); index++) {
      var token = tokens.get(index);
      if (depth == 0 && token.equals(word)) {
        return index;
      }
      if (token.length() == 1 && "([{".contains(token)) {
        depth++;
      } else if (token.length() == 1 && ")]}".contains(token)) {
        depth--;
      }
    }
    return -1;
  }
}
