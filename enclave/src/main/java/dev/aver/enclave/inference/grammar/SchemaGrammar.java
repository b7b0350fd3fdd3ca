// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.grammar;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.inference.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A JSON schema as a grammar: every text of the grammar is valid by the schema. It need not be the
 * other way round: of what a schema leaves open, the grammar writes one form. A keyword that it
 * cannot hold the model to is refused by name.
 */
public final class SchemaGrammar {
  /** Say something about a value and allow or forbid none. */
  private static final Set<String> REMARKS =
      Set.of(
          "title",
          "description",
          "default",
          "examples",
          "$schema",
          "$id",
          "$comment",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$defs",
          "definitions");

  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "maxItems",
          "enum",
          "const",
          "anyOf",
          "allOf",
          "$ref",
          "minLength",
          "maxLength",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum");

  /** What keywords are about; a value of another type would be valid whatever they say. */
  private static final Map<String, List<String>> ABOUT =
      new TreeMap<>(
          Map.of(
              "object", List.of("properties", "additionalProperties", "required"),
              "array", List.of("items", "minItems", "maxItems"),
              "string", List.of("minLength", "maxLength", "format"),
              "number", List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")));

  private static final int DEEPEST = 48;
  private static final int MOST_RULES = 4000;
  private static final int MOST_REPEATED = 20_000;

  private final Gbnf gbnf;
  private final Json.Obj root;
  private final String param;
  private final Map<String, String> references = new HashMap<>();

  /**
   * Will add rules to {@code gbnf}.
   *
   * @param root what references refer to
   * @param param the request's member, for refusals
   */
  SchemaGrammar(Gbnf gbnf, Json.Obj root, String param) {
    this.gbnf = gbnf;
    this.root = root;
    this.param = param;
  }

  /** The rule of the whole schema. */
  String rule() throws Refused {
    return rule(root, 0);
  }

  String rule(Json schema, int depth) throws Refused {
    if (depth > DEEPEST || gbnf.size() > MOST_RULES || gbnf.repeated() > MOST_REPEATED) {
      throw refused("The schema is too deep or too large.");
    }
    if (schema.equals(Json.of(true))) {
      return gbnf.value();
    }
    if (!(schema instanceof Json.Obj object)) {
      throw refused("A schema is neither an object nor true.");
    }
    var keywords = new TreeSet<>(object.members().keySet());
    keywords.removeAll(REMARKS);
    for (var keyword : keywords) {
      if (!KEYWORDS.contains(keyword)) {
        throw refused("The schema's keyword `" + Refusal.shown(keyword) + "` is not supported.");
      }
    }
    requireForms(object);
    return ofKeywords(object, keywords, depth);
  }

  /** What is written in a form that it cannot have would say nothing. */
  private void requireForms(Json.Obj schema) throws Refused {
    var additional = schema.get("additionalProperties");
    if (is(schema, "properties", Json.Obj.class)
        && is(schema, "required", Json.Arr.class)
        && is(schema, "enum", Json.Arr.class)
        && is(schema, "format", Json.Str.class)
        && (additional instanceof Json.Bool
            || is(schema, "additionalProperties", Json.Obj.class))) {
      return;
    }
    throw refused("A keyword of the schema has an unsupported form.");
  }

  private static boolean is(Json.Obj schema, String keyword, Class<? extends Json> form) {
    var value = schema.get(keyword);
    return value == null || form.isInstance(value);
  }

  private String ofKeywords(Json.Obj schema, Set<String> keywords, int depth) throws Refused {
    for (var alone : List.of("$ref", "anyOf", "allOf")) {
      if (keywords.contains(alone) && keywords.size() > 1) {
        throw refused("The schema's keyword `" + alone + "` is not supported beside others.");
      }
    }
    if (schema.get("$ref") instanceof Json.Str(String reference)) {
      return reference(reference, depth);
    }
    if (schema.get("anyOf") instanceof Json.Arr(List<Json> any) && !any.isEmpty()) {
      return alternatives(any, depth);
    }
    if (schema.get("allOf") instanceof Json.Arr(List<Json> all) && all.size() == 1) {
      return rule(all.getFirst(), depth + 1);
    }
    if (keywords.contains("$ref") || keywords.contains("anyOf") || keywords.contains("allOf")) {
      throw refused("The schema's `$ref`, `anyOf` or `allOf` has an unsupported form.");
    }
    if (keywords.contains("const") || keywords.contains("enum")) {
      keywords.remove("type");
      if (keywords.size() > 1) {
        throw refused("The schema's `const` or `enum` is not supported beside " + keywords + ".");
      }
      return constants(schema);
    }
    var types = types(schema);
    if (types.isEmpty()) {
      return gbnf.value();
    }
    if (types.size() == 1) {
      return ofType(types.getFirst(), schema, depth);
    }
    var rules = new java.util.ArrayList<String>();
    for (var type : types) {
      rules.add(ofType(type, schema, depth));
    }
    return gbnf.rule(String.join(" | ", rules));
  }

  private String reference(String reference, int depth) throws Refused {
    var known = references.get(reference);
    if (known != null) {
      return known;
    }
    Json found = root;
    for (var step : reference.replaceFirst("^#/?", "").split("/", -1)) {
      if (!reference.startsWith("#")) {
        throw refused("The schema refers to something outside of it.");
      }
      if (!step.isEmpty()) {
        var name = step.replace("~1", "/").replace("~0", "~");
        var next = found instanceof Json.Obj object ? object.get(name) : null;
        if (next == null) {
          throw refused("The schema refers to something that it does not hold.");
        }
        found = next;
      }
    }
    var name = gbnf.reserve();
    references.put(reference, name);
    gbnf.define(name, rule(found, depth + 1));
    return name;
  }

  private String alternatives(List<Json> any, int depth) throws Refused {
    var rules = new java.util.ArrayList<String>();
    for (var one : any) {
      rules.add(rule(one, depth + 1));
    }
    return gbnf.rule(String.join(" | ", rules));
  }

  private String constants(Json.Obj schema) throws Refused {
    var constant = schema.get("const");
    var values =
        constant != null
            ? List.of(constant)
            : schema.get("enum") instanceof Json.Arr(List<Json> all) ? all : List.<Json>of();
    var types = schema.get("type") == null ? List.<String>of() : types(schema);
    var allowed =
        values.stream()
            .filter(value -> types.isEmpty() || types.stream().anyMatch(t -> isOf(value, t)))
            .map(value -> Gbnf.literal(JsonWriter.write(value)))
            .distinct()
            .collect(Collectors.joining(" | "));
    if (allowed.isEmpty()) {
      throw refused("The schema's `enum` or `const` allows no value.");
    }
    return gbnf.rule(allowed);
  }

  private static boolean isOf(Json value, String type) {
    return switch (value) {
      case Json.Obj ignored -> type.equals("object");
      case Json.Arr ignored -> type.equals("array");
      case Json.Str ignored -> type.equals("string");
      case Json.Bool ignored -> type.equals("boolean");
      case Json.Null ignored -> type.equals("null");
      case Json.Num(String literal) ->
          type.equals("number") || type.equals("integer") && literal.matches("-?[0-9]+");
    };
  }

  private List<String> types(Json.Obj schema) throws Refused {
    return switch (schema.get("type")) {
      case Json.Str(String one) -> List.of(one);
      case Json.Arr(List<Json> several) when !several.isEmpty() -> {
        var names = new java.util.ArrayList<String>();
        for (var one : several) {
          if (!(one instanceof Json.Str(String name))) {
            throw refused("The schema's `type` has an unsupported form.");
          }
          names.add(name);
        }
        yield names;
      }
      case null -> implied(schema);
      default -> throw refused("The schema's `type` has an unsupported form.");
    };
  }

  /** A schema without a type means the one that its keywords are about; without those, any. */
  private static List<String> implied(Json.Obj schema) {
    for (var about : ABOUT.entrySet()) {
      if (about.getValue().stream().anyMatch(schema.members()::containsKey)) {
        return List.of(about.getKey());
      }
    }
    return List.of();
  }

  private String ofType(String type, Json.Obj schema, int depth) throws Refused {
    return switch (type) {
      case "object" -> new ObjectGrammar(gbnf, this).rule(schema, depth);
      case "array" -> array(schema, depth);
      case "string" -> new StringGrammar(gbnf, this).rule(schema);
      case "integer", "number" -> new NumberGrammar(gbnf, this).rule(schema, type);
      case "boolean" -> gbnf.truth();
      case "null" -> gbnf.rule("\"null\"");
      default -> throw refused("The schema's type `" + Refusal.shown(type) + "` is not known.");
    };
  }

  private String array(Json.Obj schema, int depth) throws Refused {
    var items = schema.get("items");
    var item = items == null ? gbnf.value() : rule(items, depth + 1);
    var least = count(schema, "minItems", 0);
    var most = count(schema, "maxItems", -1);
    if (most >= 0 && most < least || most == 0) {
      return most == 0 && least == 0 ? gbnf.rule("\"[]\"") : unsatisfiable();
    }
    var more = "(\",\" " + gbnf.space() + " " + item + ")";
    var all = item + " " + more + gbnf.times(Math.max(0, least - 1), most - (most < 0 ? 0 : 1));
    return gbnf.rule(least == 0 ? "\"[\" (" + all + ")? \"]\"" : "\"[\" " + all + " \"]\"");
  }

  private String unsatisfiable() throws Refused {
    throw refused("The schema allows no value.");
  }

  /** A small number of things. */
  int count(Json.Obj schema, String keyword, int byDefault) throws Refused {
    var value = schema.get(keyword);
    if (value == null) {
      return byDefault;
    }
    if (!(value instanceof Json.Num(String literal)) || !literal.matches("[0-9]{1,3}")) {
      throw refused("The schema's `" + keyword + "` is not an integer from 0 to 999.");
    }
    return Integer.parseInt(literal);
  }

  Refused refused(String message) {
    return Parameters.unsupported(param, message);
  }
}
