// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.grammar;

import dev.aver.attestation.json.Json;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.inference.Refused;

/** Strings of a length, or of one of a few formats. */
final class StringGrammar {
  private static final String DATE =
      "[0-9]{4} \"-\" (\"0\" [1-9] | \"1\" [0-2]) \"-\" (\"0\" [1-9] | \"1\" [0-9] | \"2\" [0-8])";
  private static final String TIME =
      "([01] [0-9] | \"2\" [0-3]) \":\" [0-5] [0-9] \":\" [0-5] [0-9] \"Z\"";
  private static final String UUID =
      "[0-9a-f]{8} \"-\" [0-9a-f]{4} \"-\" [0-9a-f]{4} \"-\" [0-9a-f]{4} \"-\" [0-9a-f]{12}";

  private final Gbnf gbnf;
  private final SchemaGrammar schemas;

  StringGrammar(Gbnf gbnf, SchemaGrammar schemas) {
    this.gbnf = gbnf;
    this.schemas = schemas;
  }

  String rule(Json.Obj schema) throws Refused {
    var least = schemas.count(schema, "minLength", 0);
    var most = schemas.count(schema, "maxLength", -1);
    if (schema.get("format") instanceof Json.Str(String format)) {
      if (least > 0 || most >= 0) {
        throw schemas.refused("The schema's `format` is not supported beside a length.");
      }
      return gbnf.rule("\"\\\"\" " + format(format) + " \"\\\"\"");
    }
    if (most >= 0 && most < least) {
      throw schemas.refused("The schema allows no value.");
    }
    if (least == 0 && most < 0) {
      return gbnf.string();
    }
    var times = gbnf.times(least, most);
    return gbnf.rule("\"\\\"\" " + gbnf.stringCharacter() + times + " \"\\\"\"");
  }

  /** Every date that exists in every month and year. */
  private String format(String format) throws Refused {
    return switch (format) {
      case "date" -> DATE;
      case "time" -> TIME;
      case "date-time" -> DATE + " \"T\" " + TIME;
      case "uuid" -> UUID;
      default ->
          throw schemas.refused(
              "The schema's format `" + Refusal.shown(format) + "` is not supported.");
    };
  }
}
