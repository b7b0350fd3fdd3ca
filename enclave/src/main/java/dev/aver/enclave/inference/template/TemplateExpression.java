// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An expression of Jinja in the words of the library, where these differ: slices become calls of
 * {@link PythonMethods}, {@code not} and named arguments get brackets around what they are about
 * (in Jinja that is a whole comparison, and a whole expression), and the neighbours of a loop's
 * item are looked up in the list that the loop goes over.
 */
final class TemplateExpression {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|\\w+|\\s+|.", Pattern.DOTALL);

  /** What ends the operand of {@code not}. */
  private static final Set<String> LOOSER = Set.of("and", "or", "if", "else", ",", ":");

  private final List<String> tokens;
  private final String items;
  private int at;

  /** Round brackets that are open. */
  private int calls;

  private TemplateExpression(List<String> tokens, String items) {
    this.tokens = tokens;
    this.items = items;
  }

  /** Strings, words, white space and single characters, which together are {@code expression}. */
  static List<String> tokens(String expression) {
    return TOKEN.matcher(expression).results().map(found -> found.group()).toList();
  }

  /**
   * Spells it for the library.
   *
   * @param items the variable with the items of the innermost loop
   */
  static String spell(String expression, String items) {
    var spelled = new TemplateExpression(tokens(expression), items);
    var all = new StringBuilder();
    while (spelled.at < spelled.tokens.size()) {
      all.append(spelled.sequence(Set.of()));
      if (spelled.at < spelled.tokens.size()) {
        all.append(spelled.tokens.get(spelled.at++)); // a bracket too many: the library complains
      }
    }
    return all.toString();
  }

  /** Up to a closing bracket, or one of {@code ends}. */
  private String sequence(Set<String> ends) {
    var all = new StringBuilder();
    while (at < tokens.size() && !isClose(tokens.get(at)) && !ends.contains(tokens.get(at))) {
      all.append(next());
    }
    return all.toString();
  }

  private static boolean isClose(String token) {
    return token.equals(")") || token.equals("]") || token.equals("}");
  }

  private String next() {
    var token = tokens.get(at++);
    return switch (token) {
      case "(" -> {
        calls++;
        var inner = sequence(Set.of());
        calls--;
        yield "(" + inner + close();
      }
      case "{" -> "{" + sequence(Set.of()) + close();
      case "[" -> bracket();
      case "=" -> isArgument() ? "=" + argument() : "=";
      case "not" -> isPrefix() ? "not (" + sequence(LOOSER) + ") " : token;
      case "loop" -> neighbour();
      default -> token;
    };
  }

  /** Not a part of a comparison, and not of a {@code set}. */
  private boolean isArgument() {
    return calls > 0 && !word(at, 0).equals("=") && !"=!<>".contains(word(at, -2));
  }

  private String argument() {
    var value = sequence(Set.of(",")).strip();
    return tokens(value).size() > 1 ? "(" + value + ")" : value;
  }

  private String close() {
    return at < tokens.size() ? tokens.get(at++) : "";
  }

  private boolean isPrefix() {
    return !significant(at - 2, -1).equals("is") && !significant(at, 1).equals("in");
  }

  /** The next token that is not white space; empty if there is none. */
  private String significant(int from, int step) {
    var index = from;
    while (index >= 0 && index < tokens.size() && tokens.get(index).isBlank()) {
      index += step;
    }
    return index >= 0 && index < tokens.size() ? tokens.get(index) : "";
  }

  private String word(int index, int offset) {
    var found = index + offset;
    return found >= 0 && found < tokens.size() ? tokens.get(found) : " ";
  }

  private String neighbour() {
    var member = word(at, 0).equals(".") ? word(at, 1) : "";
    if (!member.equals("previtem") && !member.equals("nextitem")) {
      return "loop";
    }
    at += 2;
    var step = member.equals("previtem") ? " - 1)" : " + 1)";
    return items + "." + PythonMethods.ITEM + "(loop.index0" + step;
  }

  /** A list, an index or a slice. */
  private String bracket() {
    var parts = new ArrayList<String>();
    parts.add(sequence(Set.of(":")));
    while (at < tokens.size() && tokens.get(at).equals(":")) {
      at++;
      parts.add(sequence(Set.of(":")));
    }
    var close = close();
    return parts.size() == 1 ? "[" + parts.getFirst() + close : slice(parts);
  }

  private static String slice(List<String> parts) {
    var arguments = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      var part = i < parts.size() ? parts.get(i).strip() : "";
      arguments.add(part.isEmpty() ? "none" : part);
    }
    return "." + PythonMethods.SLICE + "(" + String.join(", ", arguments) + ")";
  }
}
