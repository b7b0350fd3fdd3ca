// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A chat template, written for Jinja in Python, as the library has to be given it to do the same.
 * Where that is not possible it is refused: a prompt that differs from what the model was trained
 * on would go unnoticed.
 */
final class TemplateSource {
  /**
   * For the library.
   *
   * @param texts variables that it refers to
   */
  record Spelled(String source, Map<String, Object> texts) {}

  /** Marks for training; they write nothing. */
  private static final Set<String> MARKS = Set.of("generation", "endgeneration");

  private static final Set<String> UNSUPPORTED =
      Set.of("include", "import", "from", "extends", "block", "with", "autoescape");

  /** Ways to leave a loop, or to go on with it. */
  private static final Set<String> JUMPS = Set.of("break", "continue");

  private final StringBuilder out = new StringBuilder();
  private final TemplateTexts texts = new TemplateTexts();
  private final Deque<TemplateBlock> open = new ArrayDeque<>();
  private final boolean neighbours;
  private int names;

  private TemplateSource(boolean neighbours) {
    this.neighbours = neighbours;
  }

  /**
   * The same for the library.
   *
   * @throws IllegalArgumentException with what cannot be told it
   */
  static Spelled forLibrary(String template) {
    var source = new TemplateSource(template.contains("previtem") || template.contains("nextitem"));
    var parts = TemplateParts.of(template);
    var loops = TemplateLoops.of(parts);
    for (var i = 0; i < parts.size(); i++) {
      var body = parts.get(i).body();
      switch (parts.get(i).kind()) {
        case TEXT -> source.text(body);
        case OUTPUT -> source.output(source.expression().value(TemplateTokens.of(body)));
        case STATEMENT -> source.statement(body, loops, i);
      }
    }
    return new Spelled(source.out.toString(), source.texts.values());
  }

  /** What would be a tag to the library, be it with what follows, goes as a variable's value. */
  private void text(String text) {
    if (text.endsWith("{") || text.contains("{{") || text.contains("{%") || text.contains("{#")) {
      out.append("{{ ").append(texts.variable(text)).append(" }}");
    } else {
      out.append(text);
    }
  }

  private void output(String expression) {
    out.append("{{ ")
        .append(TemplateExpression.bracketed(expression))
        .append("|" + PythonText.PRINTED + " }}");
  }

  private TemplateExpression expression() {
    var loop = open.stream().filter(TemplateBlock::isLoop).findFirst();
    return new TemplateExpression(loop.map(TemplateBlock::name).orElse("none"), texts);
  }

  private void statement(String body, TemplateLoops loops, int part) {
    var words = body.split("\\s+", 2);
    var rest = TemplateTokens.of(words.length > 1 ? words[1] : "");
    if (UNSUPPORTED.contains(words[0])) {
      throw new IllegalArgumentException("{% " + words[0] + " %} is not supported");
    }
    switch (words[0]) {
      case "for" -> loop(rest, loops.haveElse(part), loops.set(part));
      case "if" -> {
        open.push(TemplateBlock.condition());
        tag("if " + expression().truth(rest));
      }
      case "elif" -> tag("elif " + expression().truth(rest));
      case "else" -> otherwise();
      case "set" -> set(rest);
      case "filter" -> {
        var captured = "captured_" + ++names;
        open.push(TemplateBlock.capture(captured, rest, true));
        tag("set " + captured);
      }
      case "endfor", "endif", "endset", "endfilter" -> end(words[0]);
      case "do" -> tag("do " + expression().value(rest));
      default -> {
        requireNoJumpOutOfText(words[0]);
        if (!MARKS.contains(words[0])) {
          tag(words[0] + " " + expression().plain(rest));
        }
      }
    }
  }

  /** What is written in a block that becomes a text first would be lost. */
  private void requireNoJumpOutOfText(String word) {
    var block = open.stream().filter(one -> one.isLoop() || one.isCapture()).findFirst();
    if (JUMPS.contains(word) && block.isPresent() && block.get().isCapture()) {
      throw new IllegalArgumentException("{% " + word + " %} out of a block is not supported");
    }
  }

  private void tag(String body) {
    out.append("{% ").append(body).append(" %}");
  }

  private void set(List<String> rest) {
    var equals = TemplateTokens.find(rest, "=", 0);
    if (equals >= 0) {
      var values = TemplateTokens.split(rest.subList(equals + 1, rest.size()), ",");
      var target = TemplateTokens.text(rest.subList(0, equals));
      var spelled = values.stream().map(expression()::value).toList();
      var several = String.join(", ", spelled);
      var tuple = spelled.size() > 1 && !target.contains(",");
      tag("set " + target + " = " + (tuple ? "[" + several + "]" : several));
      return;
    }
    var filter = TemplateTokens.find(rest, "|", 0);
    var target = TemplateTokens.text(filter < 0 ? rest : rest.subList(0, filter));
    var through = filter < 0 ? List.<String>of() : rest.subList(filter + 1, rest.size());
    open.push(TemplateBlock.capture(target, through, false));
    tag("set " + target);
  }

  private void end(String word) {
    var block = open.isEmpty() ? TemplateBlock.condition() : open.pop();
    if (!block.endsWith(word)) {
      throw new IllegalArgumentException("{% " + word + " %} stands in the wrong place");
    }
    if (!block.isCapture()) {
      tag(word);
      return;
    }
    tag("endset");
    var name = block.name();
    var value = block.filter().isEmpty() ? name : expression().plain(block.filtered());
    if (block.isShown()) {
      output(value);
    } else if (!block.filter().isEmpty()) {
      tag("set " + name + " = " + value);
    }
    if (word.equals("endfor")) {
      tag("endif");
    }
  }

  /**
   * Of a condition, or of a loop whose body was not gone through to its end, not once: then it is
   * that part's turn. What that sets ends with it, so it becomes a text first.
   */
  private void otherwise() {
    var block = open.peek();
    if (block == null || !block.isLoop()) {
      tag("else");
      return;
    }
    open.pop();
    tag("do " + block.through() + ".append(1)");
    tag("endfor");
    tag("if " + block.through() + "|length == 0");
    var captured = "captured_" + ++names;
    open.push(TemplateBlock.otherwise(captured));
    tag("set " + captured);
  }

  /**
   * {@code TARGET in ITEMS}, with or without {@code if CONDITION}, which the library does not have:
   * then the items are chosen first.
   */
  private void loop(List<String> tokens, boolean withElse, Set<String> set) {
    var in = TemplateTokens.find(tokens, "in", 0);
    if (in < 0 || tokens.contains("recursive")) {
      throw new IllegalArgumentException(
          "{% for " + TemplateTokens.text(tokens) + " %} is not supported");
    }
    var condition = TemplateTokens.find(tokens, "if", in);
    var target = TemplateTokens.text(tokens.subList(0, in));
    var end = condition < 0 ? tokens.size() : condition;
    var items =
        TemplateExpression.bracketed(expression().value(tokens.subList(in + 1, end)))
            + "|"
            + PythonList.EACH;
    var chosen = "chosen_" + ++names;
    if (condition >= 0 || neighbours) {
      tag("set " + chosen + " = []");
      tag("for " + target + " in " + items);
      if (condition >= 0) {
        tag("if " + expression().truth(tokens.subList(condition + 1, tokens.size())));
      }
      tag("do " + chosen + ".append(" + (target.contains(",") ? "[" + target + "]" : target) + ")");
      if (condition >= 0) {
        tag("endif");
      }
      tag("endfor");
      items = chosen;
    }
    var block = TemplateBlock.loop(chosen);
    if (withElse) {
      tag("set " + block.through() + " = []");
    }
    open.push(block);
    for (var name : set) {
      tag("set " + chosen + "_" + name + " = " + name);
    }
    tag("for " + target + " in " + items);
    for (var name : set) {
      if (!target.matches(".*\\b" + Pattern.quote(name) + "\\b.*")) {
        tag("set " + name + " = " + chosen + "_" + name);
      }
    }
  }
}
