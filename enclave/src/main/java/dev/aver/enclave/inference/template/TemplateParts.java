// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A chat template as texts and tags, after white space has been taken away as Jinja does it for
 * chat templates (trim_blocks and lstrip_blocks on): a line that holds a block alone leaves
 * nothing, a minus takes everything up to the next text, a plus keeps everything. Comments are
 * gone.
 */
final class TemplateParts {
  /** What stands in {@code {{ }}}, in {@code {% %}}, or outside of both. */
  enum Kind {
    OUTPUT,
    STATEMENT,
    TEXT
  }

  /** {@code body} of a tag is what stands between its marks, without white space around it. */
  record Part(Kind kind, String body) {}

  private static final Pattern END_OF_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%\\}");

  private final String template;

  /** Whether what comes next is text up to the tag that ends {@code raw}. */
  private boolean raw;

  private final List<Part> parts = new ArrayList<>();
  private int at;

  /** Where the last tag ended, for what follows it. */
  private Edge edge = Edge.LINE;

  private enum Edge {
    /** A line begins here. */
    LINE,
    /** A tag that leaves what follows it alone. */
    KEEP,
    /** A block or comment, whose line ends with it. */
    BLOCK,
    /** A minus. */
    STRIP
  }

  private TemplateParts(String template) {
    this.template = template;
  }

  /**
   * Reads {@code template}.
   *
   * @throws IllegalArgumentException if a tag does not end
   */
  static List<Part> of(String template) {
    var lines = template.replace("\r\n", "\n");
    var read =
        new TemplateParts(lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines);
    while (read.at < read.template.length()) {
      read.text();
      read.tag();
    }
    return read.parts;
  }

  private void text() {
    var end = raw ? endOfRaw() : at;
    while (!raw && end < template.length() && !isTag(end)) {
      end++;
    }
    raw = false;
    var text = template.substring(at, end);
    at = end;
    var lineBegins = edge == Edge.LINE;
    if (edge == Edge.STRIP) {
      var rest = text.stripLeading();
      lineBegins = text.substring(0, text.length() - rest.length()).endsWith("\n");
      text = rest;
    } else if (edge == Edge.BLOCK && text.startsWith("\n")) {
      lineBegins = true;
      text = text.substring(1);
    }
    parts.add(new Part(Kind.TEXT, beforeTag(text, lineBegins)));
  }

  private int endOfRaw() {
    var matcher = END_OF_RAW.matcher(template);
    if (!matcher.find(at)) {
      throw new IllegalArgumentException("{% raw %} does not end");
    }
    return matcher.start();
  }

  private boolean isTag(int index) {
    return template.charAt(index) == '{'
        && index + 1 < template.length()
        && "{%#".indexOf(template.charAt(index + 1)) >= 0;
  }

  private String beforeTag(String text, boolean lineBegins) {
    if (at == template.length()) {
      return text;
    }
    var mark = at + 2 < template.length() ? template.charAt(at + 2) : ' ';
    if (mark == '-') {
      return text.stripTrailing();
    }
    var line = text.lastIndexOf('\n') + 1;
    return mark != '+'
            && template.charAt(at + 1) != '{'
            && (line > 0 || lineBegins)
            && text.substring(line).isBlank()
        ? text.substring(0, line)
        : text;
  }

  private void tag() {
    if (at == template.length()) {
      return;
    }
    var kind = template.charAt(at + 1);
    var close = kind == '{' ? "}}" : kind + "}";
    var end = kind == '#' ? template.indexOf(close, at + 2) : endOfExpression(close);
    if (end < 0) {
      throw new IllegalArgumentException("a tag does not end");
    }
    var last = template.charAt(end - 1);
    var from = at + 2 + ("-+".indexOf(template.charAt(at + 2)) >= 0 ? 1 : 0);
    var to = end > from && "-+".indexOf(last) >= 0 ? end - 1 : end;
    edge = last == '-' ? Edge.STRIP : last == '+' || kind == '{' ? Edge.KEEP : Edge.BLOCK;
    at = end + 2;
    if (kind != '#') {
      add(kind == '{' ? Kind.OUTPUT : Kind.STATEMENT, template.substring(from, to).strip());
    }
  }

  private void add(Kind kind, String body) {
    if (kind == Kind.STATEMENT && body.equals("raw")) {
      raw = true;
      // Jinja takes no line break from behind this one.
      edge = edge == Edge.STRIP ? Edge.STRIP : Edge.KEEP;
    } else if (kind != Kind.STATEMENT || !body.equals("endraw")) {
      parts.add(new Part(kind, body));
    }
  }

  /** Where {@code close} stands outside of brackets and quoted strings; −1 if nowhere. */
  private int endOfExpression(String close) {
    var depth = 0;
    for (var index = at + 2; index < template.length(); index++) {
      var next = template.charAt(index);
      if (depth <= 0 && template.startsWith(close, index)) {
        return index;
      }
      if (TemplateTokens.isQuote(next)) {
        index = TemplateTokens.endOfQuoted(template, index) - 1;
      } else if ("([{".indexOf(next) >= 0) {
        depth++;
      } else if (")]}".indexOf(next) >= 0) {
        depth--;
      }
    }
    return -1;
  }
}
