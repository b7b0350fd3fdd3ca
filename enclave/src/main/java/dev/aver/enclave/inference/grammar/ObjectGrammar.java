// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.grammar;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.inference.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects: the declared properties in their order, required ones always, the others or not. Where
 * none is declared, any names with values of the schema for additional ones.
 */
final class ObjectGrammar {
  private final Gbnf gbnf;
  private final SchemaGrammar schemas;

  ObjectGrammar(Gbnf gbnf, SchemaGrammar schemas) {
    this.gbnf = gbnf;
    this.schemas = schemas;
  }

  String rule(Json.Obj schema, int depth) throws Refused {
    var required = required(schema);
    var properties = new LinkedHashMap<String, Json>();
    if (schema.get("properties") instanceof Json.Obj(Map<String, Json> declared)) {
      properties.putAll(declared);
    }
    var additional = schema.get("additionalProperties");
    for (var name : required) {
      if (!properties.containsKey(name)) {
        properties.put(name, additional == null ? Json.of(true) : additional);
      }
    }
    return properties.isEmpty() ? open(additional, depth) : declared(properties, required, depth);
  }

  private Set<String> required(Json.Obj schema) throws Refused {
    var names = new java.util.LinkedHashSet<String>();
    if (schema.get("required") instanceof Json.Arr(List<Json> elements)) {
      for (var element : elements) {
        if (!(element instanceof Json.Str(String name))) {
          throw schemas.refused("The schema's `required` holds something else than names.");
        }
        names.add(name);
      }
    }
    return names;
  }

  private String open(@org.jspecify.annotations.Nullable Json additional, int depth)
      throws Refused {
    if (additional == null || additional.equals(Json.of(true))) {
      return gbnf.object();
    }
    if (additional.equals(Json.of(false))) {
      return gbnf.rule("\"{}\"");
    }
    var value = schemas.rule(additional, depth + 1);
    var member = gbnf.rule(gbnf.string() + " \":\" " + gbnf.space() + " " + value);
    return gbnf.rule("\"{\" (" + member + " (\",\" " + gbnf.space() + " " + member + ")*)? \"}\"");
  }

  /**
   * From the last property to the first: what may follow once something stands before, and what may
   * stand first.
   */
  private String declared(Map<String, Json> properties, Set<String> required, int depth)
      throws Refused {
    var members = new ArrayList<String>();
    var must = new HashSet<Integer>();
    for (var property : properties.entrySet()) {
      if (required.contains(property.getKey())) {
        must.add(members.size());
      }
      var name = Gbnf.literal(JsonWriter.write(Json.of(property.getKey())) + ":");
      var value = schemas.rule(property.getValue(), depth + 1);
      members.add(gbnf.rule(name + " " + gbnf.space() + " " + value));
    }
    var rest = "";
    var first = "";
    for (var i = members.size() - 1; i >= 0; i--) {
      var begun = (members.get(i) + " " + rest).strip();
      var further = "\",\" " + gbnf.space() + " " + members.get(i);
      if (must.contains(i)) {
        first = gbnf.rule(begun);
        rest = gbnf.rule((further + " " + rest).strip());
      } else {
        first = first.isEmpty() ? gbnf.rule("(" + begun + ")?") : gbnf.rule(begun + " | " + first);
        rest = gbnf.rule(("(" + further + ")? " + rest).strip());
      }
    }
    return gbnf.rule("\"{\" " + first + " \"}\"");
  }
}
