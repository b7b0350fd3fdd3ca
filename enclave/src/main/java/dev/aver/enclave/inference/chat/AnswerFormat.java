// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.enclave.inference.Parameters;
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

  static AnswerFormat parse(Parameters given) throws Refused {
    var format = given.object(PARAM);
    if (format.isEmpty()) {
      return new AnswerFormat(false, Optional.empty());
    }
    var members = new Parameters(format.get());
    Members.only(format.get(), Set.of("type", "json_schema"), PARAM);
    var type = Parameters.required(PARAM + ".type", members.string("type"));
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
    var named = Parameters.required(PARAM + ".json_schema", members.object("json_schema"));
    var inner = new Parameters(named);
    Members.only(named, Set.of("name", "description", "schema", "strict"), PARAM + ".json_schema");
    inner.string("name");
    inner.truth("strict");
    return Parameters.required(PARAM + ".json_schema.schema", inner.object("schema"));
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
