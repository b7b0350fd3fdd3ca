// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.inference.generation.Rules;
import dev.aver.enclave.inference.grammar.AnswerGrammar;
import java.util.Optional;
import java.util.Set;

/**
 * {@code response_format}: free text, any JSON object, or JSON of a schema.
 *
 * @param json whether the answer has to be JSON
 * @param schema of that JSON
 */
record AnswerFormat(boolean json, Optional<Json.Obj> schema) {
  private static final String PARAM = "response_format";
  private static final String SCHEMA = PARAM + ".json_schema";

  static AnswerFormat parse(Parameters given) throws Refused {
    var format = given.object(PARAM);
    if (format.isEmpty()) {
      return new AnswerFormat(false, Optional.empty());
    }
    var members = new Parameters(format.get(), PARAM);
    Members.only(format.get(), Set.of("type", "json_schema"), PARAM);
    var type = Parameters.required(PARAM + ".type", members.string("type"));
    if (!type.equals("json_schema") && members.find("json_schema").isPresent()) {
      throw Parameters.unsupported(
          SCHEMA, "`json_schema` is not supported beside type " + Refusal.shown(type) + ".");
    }
    return switch (type) {
      case "text" -> new AnswerFormat(false, Optional.empty());
      case "json_object" -> new AnswerFormat(true, Optional.empty());
      case "json_schema" -> new AnswerFormat(true, Optional.of(schema(members)));
      default ->
          throw Parameters.unsupported(
              PARAM, "`response_format` is not text, json_object or json_schema.");
    };
  }

  private static Json.Obj schema(Parameters members) throws Refused {
    var named = Parameters.required(SCHEMA, members.object("json_schema"));
    Members.only(named, Set.of("name", "description", "schema", "strict"), SCHEMA);
    var inner = new Parameters(named, SCHEMA);
    var name = Parameters.required(SCHEMA + ".name", inner.string("name"));
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw Parameters.invalid(
          SCHEMA + ".name", "A schema's name has 1 to 64 letters, digits, _ and -.");
    }
    inner.string("description");
    inner.truth("strict");
    return Parameters.required(SCHEMA + ".schema", inner.object("schema"));
  }

  /** The rules of an answer of this format that may call these tools. */
  Optional<Rules> rules(Tools tools) throws Refused {
    if (!tools.any()) {
      return json ? Optional.of(AnswerGrammar.json(schema)) : Optional.empty();
    }
    if (tools.must()) {
      return Optional.of(AnswerGrammar.calls(tools.callable(), tools.several()));
    }
    return Optional.of(
        json
            ? AnswerGrammar.callsOrJson(tools.callable(), tools.several(), schema)
            : AnswerGrammar.maybeCalls(tools.callable(), tools.several()));
  }
}
