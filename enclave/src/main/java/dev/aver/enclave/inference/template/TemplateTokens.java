// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayList;
import java.util.List;

/** The tokens of an expression of Jinja, and where they can be cut apart. */
final class TemplateTokens {
  private static final List<String> LONG = List.of("==", "!=", "<=", ">=", "//", "**");

  private TemplateTokens() {}

  /** Quoted strings, words, operators, white space and single characters: together {@code text}. */
  static List<String> of(String text) {
    var tokens = new ArrayList<String>();
    for (var begin = 0; begin < text.length(); ) {
      var end = end(text, begin);
      tokens.add(text.substring(begin, end));
      begin = end;
    }
    return tokens;
  }

  private static int end(String text, int begin) {
    var first = text.charAt(begin);
    if (isQuote(first)) {
      return endOfQuoted(text, begin);
    }
    var end = begin + 1;
    if (isWord(first)) {
      while (end < text.length() && isWord(text.charAt(end))) {
        end++;
      }
      return end;
    }
    if (Character.isWhitespace(first)) {
      while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      return end;
    }
    return LONG.stream().anyMatch(operator -> text.startsWith(operator, begin)) ? end + 1 : end;
  }

  /** The place behind the quoted string that begins there; the end of the text if it goes on. */
  static int endOfQuoted(String text, int begin) {
    var index = begin + 1;
    while (index < text.length() && text.charAt(index) != text.charAt(begin)) {
      index += text.charAt(index) == '\\' ? 2 : 1;
    }
    return Math.min(index + 1, text.length());
  }

  static boolean isQuote(char character) {
    return character == '"' || character == '\'';
  }

  static boolean isWord(char character) {
    return character == '_' || Character.isLetterOrDigit(character);
  }

  static boolean isOpening(String token) {
    return token.equals("(") || token.equals("[") || token.equals("{");
  }

  static boolean isClosing(String token) {
    return token.equals(")") || token.equals("]") || token.equals("}");
  }

  /** The place of {@code wanted} outside of brackets; −1 if it is not there. */
  static int find(List<String> tokens, String wanted, int from) {
    var depth = 0;
    for (var index = from; index < tokens.size(); index++) {
      var token = tokens.get(index);
      if (depth == 0 && token.equals(wanted)) {
        return index;
      }
      depth += isOpening(token) ? 1 : isClosing(token) ? -1 : 0;
    }
    return -1;
  }

  /** How many brackets are open before {@code at}. */
  static int depth(List<String> tokens, int at) {
    var depth = 0;
    for (var token : tokens.subList(0, at)) {
      depth += isOpening(token) ? 1 : isClosing(token) ? -1 : 0;
    }
    return depth;
  }

  /** What stands between {@code by}s outside of brackets; nothing at all is no part. */
  static List<List<String>> split(List<String> tokens, String by) {
    var parts = new ArrayList<List<String>>();
    var begin = 0;
    for (var at = find(tokens, by, 0); at >= 0; at = find(tokens, by, begin)) {
      parts.add(tokens.subList(begin, at));
      begin = at + 1;
    }
    var rest = tokens.subList(begin, tokens.size());
    if (!parts.isEmpty() || !strip(rest).isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  /** Without white space around. */
  static List<String> strip(List<String> tokens) {
    var begin = 0;
    var end = tokens.size();
    while (begin < end && tokens.get(begin).isBlank()) {
      begin++;
    }
    while (end > begin && tokens.get(end - 1).isBlank()) {
      end--;
    }
    return tokens.subList(begin, end);
  }

  /** The text of these. */
  static String text(List<String> tokens) {
    return String.join("", tokens).strip();
  }
}
