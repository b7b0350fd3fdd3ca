// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.grammar;

import dev.aver.attestation.json.Json;
import dev.aver.enclave.inference.Refused;
import java.util.stream.LongStream;

/** Numbers, and integers within bounds that a grammar can hold. */
final class NumberGrammar {
  /** Integers that are listed one by one. */
  private static final long MOST_LISTED = 1000;

  private final Gbnf gbnf;
  private final SchemaGrammar schemas;

  NumberGrammar(Gbnf gbnf, SchemaGrammar schemas) {
    this.gbnf = gbnf;
    this.schemas = schemas;
  }

  String rule(Json.Obj schema, String type) throws Refused {
    var least = bound(schema, "minimum", "exclusiveMinimum", 1);
    var most = bound(schema, "maximum", "exclusiveMaximum", -1);
    if (least == Long.MIN_VALUE && most == Long.MIN_VALUE) {
      return type.equals("integer") ? gbnf.integer() : gbnf.number();
    }
    if (!type.equals("integer") && schema.get("minimum") == null) {
      throw schemas.refused("Bounds of numbers are supported for integers, or as `minimum` 0.");
    }
    if (most == Long.MIN_VALUE && (least == 0 || least == 1 && type.equals("integer"))) {
      return type.equals("integer") ? from(least) : gbnf.rule(notNegative());
    }
    if (!type.equals("integer")
        || least == Long.MIN_VALUE
        || most == Long.MIN_VALUE
        || most - least >= MOST_LISTED) {
      throw schemas.refused(
          "Bounds are supported for integers with both, less than 1000 apart, or `minimum` 0 or 1.");
    }
    if (most < least) {
      throw schemas.refused("The schema allows no value.");
    }
    return gbnf.oneOf(
        LongStream.rangeClosed(least, most)
            .mapToObj(value -> Gbnf.literal(Long.toString(value)))
            .toList());
  }

  private String from(long least) {
    return gbnf.rule(least == 1 ? "[1-9] [0-9]{0,14}" : "\"0\" | [1-9] [0-9]{0,14}");
  }

  private static String notNegative() {
    return "(\"0\" | [1-9] [0-9]{0,14}) (\".\" [0-9]{1,15})?";
  }

  /** An integer bound; the least long if there is none. */
  private long bound(Json.Obj schema, String inclusive, String exclusive, int step) throws Refused {
    var value = schema.get(inclusive);
    var beyond = schema.get(exclusive);
    if (value == null && beyond == null) {
      return Long.MIN_VALUE;
    }
    if (value != null && beyond != null) {
      throw schemas.refused(
          "`" + inclusive + "` and `" + exclusive + "` are not supported together.");
    }
    var found = value == null ? beyond : value;
    if (!(found instanceof Json.Num(String literal)) || !literal.matches("-?[0-9]{1,15}")) {
      throw schemas.refused("The schema's bounds are not integers.");
    }
    return Long.parseLong(literal) + (value == null ? step : 0);
  }
}
