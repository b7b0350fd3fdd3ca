// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An expression of Jinja in the words of the library, where these differ: {@code and} and {@code
 * or} are one of their operands, a text is true unless it is empty, slices and indexes become calls
 * of {@link PythonMethods}, operators get space, and the neighbours of a loop's item are looked up
 * in the list that the loop goes over.
 */
final class TemplateExpression {
  /** By this filter goes what is asked whether it is true. */
  static final String TRUTH = "truth_of";

  /** Words that a list may follow, where behind others an index stands. */
  private static final Set<String> BEFORE_LISTS =
      Set.of("in", "is", "and", "or", "not", "if", "else", "equalto", "eq", "ne", "sameas");

  private static final Set<String> COMPARISONS =
      Set.of("==", "!=", "<", ">", "<=", ">=", "in", "is", "not");

  private static final Set<String> OPERATORS = Set.of("+", "-", "*", "/", "//", "**", "%", "~");

  private final String items;
  private final TemplateTexts texts;

  /**
   * Spells expressions.
   *
   * @param items the variable with the items of the innermost loop
   */
  TemplateExpression(String items, TemplateTexts texts) {
    this.items = items;
    this.texts = texts;
  }

  /** As a value. */
  String value(List<String> given) {
    var tokens = TemplateTokens.strip(given);
    var when = TemplateTokens.find(tokens, "if", 0);
    if (when >= 0) {
      return choice(tokens, when);
    }
    var or = TemplateTokens.find(tokens, "or", 0);
    if (or >= 0) {
      var left = tokens.subList(0, or);
      return "(%s if %s else %s)".formatted(value(left), truth(left), value(after(tokens, or)));
    }
    var and = TemplateTokens.find(tokens, "and", 0);
    if (and >= 0) {
      var left = tokens.subList(0, and);
      return "(%s if %s else %s)".formatted(value(after(tokens, and)), truth(left), value(left));
    }
    return isNegated(tokens) ? "(not " + truth(after(tokens, 0)) + ")" : compared(tokens);
  }

  /** Whether it is true. */
  String truth(List<String> given) {
    var tokens = TemplateTokens.strip(given);
    if (TemplateTokens.find(tokens, "if", 0) < 0) {
      for (var word : List.of("or", "and")) {
        var at = TemplateTokens.find(tokens, word, 0);
        if (at >= 0) {
          return "(%s %s %s)"
              .formatted(truth(tokens.subList(0, at)), word, truth(after(tokens, at)));
        }
      }
      if (isNegated(tokens)) {
        return "(not " + truth(after(tokens, 0)) + ")";
      }
    }
    return "(" + bracketed(value(tokens)) + "|" + TRUTH + ")";
  }

  /** The library takes a map in round brackets for something else. */
  static String bracketed(String value) {
    return value.startsWith("{") ? "[" + value + "][0]" : "(" + value + ")";
  }

  private String choice(List<String> tokens, int when) {
    var otherwise = TemplateTokens.find(tokens, "else", when);
    var end = otherwise < 0 ? tokens.size() : otherwise;
    return "(%s if %s%s)"
        .formatted(
            value(tokens.subList(0, when)),
            truth(tokens.subList(when + 1, end)),
            otherwise < 0 ? "" : " else " + value(after(tokens, otherwise)));
  }

  private static List<String> after(List<String> tokens, int at) {
    return tokens.subList(at + 1, tokens.size());
  }

  private static boolean isNegated(List<String> tokens) {
    return !tokens.isEmpty() && tokens.getFirst().equals("not");
  }

  /** Neither a choice nor a junction: {@code ~} joins texts as Python prints them. */
  private String compared(List<String> tokens) {
    if (TemplateTokens.find(tokens, "~", 0) < 0) {
      return plain(tokens);
    }
    var all = new StringBuilder();
    var begin = 0;
    for (var at = 0; at <= tokens.size(); at++) {
      if (at == tokens.size() || isComparison(tokens, at)) {
        all.append(joined(tokens.subList(begin, at)));
        all.append(at == tokens.size() ? "" : " " + tokens.get(at) + " ");
        begin = at + 1;
      }
    }
    return all.toString();
  }

  private static boolean isComparison(List<String> tokens, int at) {
    return COMPARISONS.contains(tokens.get(at)) && TemplateTokens.depth(tokens, at) == 0;
  }

  private String joined(List<String> tokens) {
    var parts = TemplateTokens.split(tokens, "~");
    return parts.size() < 2
        ? plain(tokens)
        : parts.stream()
            .map(part -> "(" + bracketed(plain(TemplateTokens.strip(part))) + "|string)")
            .collect(Collectors.joining(" ~ "));
  }

  /** As it stands, but for what is inside of brackets. */
  String plain(List<String> tokens) {
    var all = new StringBuilder();
    for (var at = 0; at < tokens.size(); at++) {
      var token = tokens.get(at);
      if (TemplateTokens.isOpening(token)) {
        var end = TemplateTokens.find(tokens, closing(token), at + 1);
        if (end < 0) {
          throw new IllegalArgumentException("a bracket is not closed");
        }
        all.append(brackets(token, tokens.subList(at + 1, end), before(tokens, at)));
        at = end;
      } else if (token.equals("loop") && isNeighbour(tokens, at)) {
        var step = tokens.get(at + 2).equals("previtem") ? " - 1)" : " + 1)";
        all.append(items + "." + PythonMethods.NEIGHBOUR + "(loop.index0" + step);
        at += 2;
      } else if (OPERATORS.contains(token)) {
        all.append(isOperand(before(tokens, at)) ? " " + token + " " : token);
      } else {
        all.append(TemplateTokens.isQuote(token.charAt(0)) ? texts.quoted(token) : token);
      }
    }
    return all.toString();
  }

  private static String closing(String opening) {
    return opening.equals("(") ? ")" : opening.equals("[") ? "]" : "}";
  }

  private static boolean isNeighbour(List<String> tokens, int at) {
    return at + 2 < tokens.size()
        && tokens.get(at + 1).equals(".")
        && (tokens.get(at + 2).equals("previtem") || tokens.get(at + 2).equals("nextitem"));
  }

  /** The last token before {@code at} that is not white space; empty if there is none. */
  private static String before(List<String> tokens, int at) {
    var found = TemplateTokens.strip(tokens.subList(0, at));
    return found.isEmpty() ? "" : found.getLast();
  }

  private static boolean isOperand(String token) {
    return !token.isEmpty()
        && !BEFORE_LISTS.contains(token)
        && (TemplateTokens.isWord(token.charAt(0))
            || TemplateTokens.isQuote(token.charAt(0))
            || TemplateTokens.isClosing(token));
  }

  private String brackets(String opening, List<String> inner, String before) {
    if (opening.equals("[") && isOperand(before)) {
      return index(inner, before);
    }
    if (opening.equals("{")) {
      // Two closing braces together would end the tag.
      return "{" + each(TemplateTokens.split(inner, ","), this::member) + " }";
    }
    return opening + each(TemplateTokens.split(inner, ","), this::argument) + closing(opening);
  }

  private static String each(
      List<List<String>> parts, java.util.function.Function<List<String>, String> spell) {
    return parts.stream()
        .filter(part -> !TemplateTokens.strip(part).isEmpty()) // a comma may stand at the end
        .map(spell)
        .collect(Collectors.joining(", "));
  }

  private String member(List<String> part) {
    var colon = TemplateTokens.find(part, ":", 0);
    return colon < 0
        ? value(part)
        : value(part.subList(0, colon)) + ": " + value(after(part, colon));
  }

  private String argument(List<String> part) {
    var tokens = TemplateTokens.strip(part);
    var equals = TemplateTokens.find(tokens, "=", 0);
    if (equals < 0) {
      return value(tokens);
    }
    var value = value(after(tokens, equals));
    var single = TemplateTokens.of(value).size() == 1 || value.startsWith("{");
    return TemplateTokens.text(tokens.subList(0, equals))
        + "="
        + (single ? value : "(" + value + ")");
  }

  private String index(List<String> inner, String before) {
    var parts = TemplateTokens.split(inner, ":");
    if (parts.size() < 2) {
      return before.equals("loop")
          ? "[" + value(inner) + "]"
          : "." + PythonMethods.ITEM + "(" + value(inner) + ")";
    }
    var arguments = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      var part = i < parts.size() ? value(parts.get(i)) : "";
      arguments.add(part.isEmpty() ? "none" : part);
    }
    return "." + PythonMethods.SLICE + "(" + String.join(", ", arguments) + ")";
  }
}
