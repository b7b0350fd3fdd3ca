// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.grammar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A grammar under construction, in the notation that llama.cpp reads. White space is at most one
 * space where people expect one: a model cannot fill its limit with nothing.
 */
final class Gbnf {
  /** No character that JSON wants escaped; those few have short escapes. */
  private static final String STRING_CHARACTER =
      "[^\"\\\\\\x00-\\x1F\\x7F] | \"\\\\\" [\"\\\\/bfnrt]";

  private final Map<String, String> rules = new LinkedHashMap<>();
  private int next;
  private int repeated;

  /** Defines {@code name}; a name twice is a programming error. */
  void define(String name, String body) {
    if (rules.putIfAbsent(name, body) != null) {
      throw new IllegalStateException("rule twice: " + name);
    }
  }

  /** A new rule with this body; answers its name. */
  String rule(String body) {
    var name = reserve();
    define(name, body);
    return name;
  }

  /** A name for a rule that is defined later: a schema may speak of itself. */
  String reserve() {
    return "r" + next++;
  }

  /** How many rules there are. */
  int size() {
    return rules.size();
  }

  /**
   * From {@code least} to {@code most} times what stands before; without end if that is negative.
   */
  String times(int least, int most) {
    repeated += Math.max(least, most);
    return "{" + least + "," + (most < 0 ? "" : most) + "}";
  }

  /** One of these. */
  String oneOf(List<String> alternatives) {
    repeated += alternatives.size();
    return rule(String.join(" | ", alternatives));
  }

  /** How much is spelled out: the engine makes a rule of each repetition. */
  int repeated() {
    return repeated;
  }

  /** Exactly this text. */
  static String literal(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (character < 0x20 || character == 0x7f) {
                    quoted.append("\\x%02X".formatted(character));
                  } else {
                    quoted.appendCodePoint(character);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  /** One character inside a JSON string. */
  String stringCharacter() {
    rules.putIfAbsent("char", STRING_CHARACTER);
    return "char";
  }

  /** Any JSON string. */
  String string() {
    rules.putIfAbsent("string", "\"\\\"\" " + stringCharacter() + "* \"\\\"\"");
    return "string";
  }

  /** Any integer that a double holds exactly. */
  String integer() {
    rules.putIfAbsent("integer", "\"-\"? (\"0\" | [1-9] [0-9]{0,14})");
    return "integer";
  }

  /** Any number of a usual size. */
  String number() {
    rules.putIfAbsent("number", integer() + " (\".\" [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?");
    return "number";
  }

  /** True or false. */
  String truth() {
    rules.putIfAbsent("truth", "\"true\" | \"false\"");
    return "truth";
  }

  /** Any JSON value. */
  String value() {
    if (!rules.containsKey("value")) {
      define("value", "object | array | string | number | truth | \"null\"");
      string();
      number();
      truth();
      define("array", "\"[\" (value (\",\" space value)*)? \"]\"");
      define("object", "\"{\" (member (\",\" space member)*)? \"}\"");
      define("member", "string \":\" space value");
      space();
    }
    return "value";
  }

  /** Any JSON object. */
  String object() {
    value();
    return "object";
  }

  /** At most one space. */
  String space() {
    rules.putIfAbsent("space", "\" \"?");
    return "space";
  }

  /** The whole grammar, of which {@code root} is the beginning. */
  String text(String root) {
    var all = new LinkedHashMap<String, String>();
    all.put("root", root);
    all.putAll(rules);
    return all.entrySet().stream()
        .map(rule -> rule.getKey() + " ::= " + rule.getValue())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
