// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.inference.grammar.AnswerGrammar.Function;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions that a chat offers, and whether the answer may, must or must not call them.
 *
 * @param told as the caller described them; empty if none may be called
 * @param callable the functions that may be called
 * @param must whether the answer has to be a call
 * @param several whether it may be more than one
 */
record Tools(List<Json> told, List<Function> callable, boolean must, boolean several) {
  private static final int MOST = 128;
  private static final String PARAM = "tools";
  private static final String CHOICE = "tool_choice";
  private static final Json OBJECT = Json.of("object");

  /** What says elsewhere of which type a value is. */
  private static final Set<String> ELSEWHERE = Set.of("$ref", "anyOf", "allOf", "enum", "const");

  private static final Json.Obj NO_PARAMETERS =
      Json.object().put("type", "object").put("additionalProperties", false).build();

  /** Whether the answer may call anything. */
  boolean any() {
    return !callable.isEmpty();
  }

  static Tools parse(Parameters given) throws Refused {
    var several = given.truth("parallel_tool_calls").orElse(true);
    var tools = given.array(PARAM).orElse(List.of());
    if (tools.size() > MOST) {
      throw Refused.because(
          "array_above_max_length", PARAM, "At most " + MOST + " tools are accepted.");
    }
    var functions = new ArrayList<Function>();
    var names = new HashSet<String>();
    for (var i = 0; i < tools.size(); i++) {
      var function = function(tools.get(i), PARAM + "[" + i + "]");
      if (!names.add(function.name())) {
        throw Parameters.invalid(PARAM, "Two tools have the same name.");
      }
      functions.add(function);
    }
    return chosen(given.find(CHOICE).orElse(Json.of("auto")), tools, functions, several);
  }

  private static Function function(Json json, String where) throws Refused {
    if (!(json instanceof Json.Obj tool)
        || !(tool.get("type") instanceof Json.Str(String kind))
        || !(tool.get("function") instanceof Json.Obj described)) {
      throw Parameters.mistyped(where, "a tool with a type and a function");
    }
    if (!kind.equals("function")) {
      throw Parameters.unsupported(where, "Only tools of type function are supported.");
    }
    Members.only(tool, Set.of("type", "function"), where);
    Members.only(
        described, Set.of("name", "description", "parameters", "strict"), where + ".function");
    if (!(described.get("name") instanceof Json.Str(String name))
        || !name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw Parameters.invalid(
          where + ".function.name", "A function's name has 1 to 64 letters, digits, _ and -.");
    }
    var members = new Parameters(described, where + ".function");
    members.string("description");
    members.truth("strict");
    var parameters = members.object("parameters").orElse(NO_PARAMETERS);
    return new Function(name, asObject(parameters, where + ".function.parameters"));
  }

  /** Arguments are an object, so their schema may leave that out, but not say otherwise. */
  private static Json.Obj asObject(Json.Obj schema, String where) throws Refused {
    var type = schema.get("type");
    if (type != null && !type.equals(OBJECT)
        || type == null && ELSEWHERE.stream().anyMatch(schema.members()::containsKey)) {
      throw Parameters.invalid(where, "The parameters of a function are of type object.");
    }
    if (schema.members().isEmpty()) {
      return NO_PARAMETERS;
    }
    var typed = new LinkedHashMap<>(schema.members());
    typed.put("type", OBJECT);
    return new Json.Obj(typed);
  }

  private static Tools chosen(
      Json choice, List<Json> tools, List<Function> functions, boolean several) throws Refused {
    var none = new Tools(List.of(), List.of(), false, several);
    return switch (choice) {
      case Json.Str(String word) when word.equals("none") -> none;
      case Json.Str(String word) when word.equals("auto") ->
          functions.isEmpty() ? none : new Tools(tools, functions, false, several);
      case Json.Str(String word) when word.equals("required") && !functions.isEmpty() ->
          new Tools(tools, functions, true, several);
      case Json.Obj(Map<String, Json> members)
          when Json.of("function").equals(members.get("type"))
              && members.get("function") instanceof Json.Obj function -> {
        Members.only(new Json.Obj(members), Set.of("type", "function"), CHOICE);
        Members.only(function, Set.of("name"), CHOICE + ".function");
        yield new Tools(tools, List.of(named(function, functions)), true, false);
      }
      case Json.Obj(Map<String, Json> members)
          when members.get("type") instanceof Json.Str(String type) && !type.equals("function") ->
          throw Parameters.unsupported(
              CHOICE, "`tool_choice` of this type is not supported, only of type function.");
      default ->
          throw Parameters.invalid(
              CHOICE, "`tool_choice` is not none, auto, required or one of the tools.");
    };
  }

  private static Function named(Json.Obj named, List<Function> functions) throws Refused {
    for (var function : functions) {
      if (Json.of(function.name()).equals(named.get("name"))) {
        return function;
      }
    }
    throw Parameters.invalid(CHOICE, "`tool_choice` names no tool of the request.");
  }
}
