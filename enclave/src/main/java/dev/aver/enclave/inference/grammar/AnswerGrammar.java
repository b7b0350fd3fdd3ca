// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.grammar;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.inference.generation.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one answer: JSON of a form, calls of functions, or either. Arguments of a call are
 * valid by the function's schema because nothing else can be written.
 */
public final class AnswerGrammar {
  /** How a call begins. */
  public static final String CALL = "<tool_call>";

  /** How it ends. */
  public static final String CALL_END = "</tool_call>";

  /** Calls beyond the first that one answer may hold. */
  private static final int MORE_CALLS = 7;

  private AnswerGrammar() {}

  /**
   * A function that may be called.
   *
   * @param parameters the schema of its arguments
   */
  public record Function(String name, Json.Obj parameters) {}

  /**
   * The whole answer is one JSON value.
   *
   * @param schema empty: any object
   */
  public static Rules json(Optional<Json.Obj> schema) throws Refused {
    var gbnf = new Gbnf();
    return new Rules(gbnf.text(json(gbnf, schema)), Optional.empty());
  }

  private static String json(Gbnf gbnf, Optional<Json.Obj> schema) throws Refused {
    return schema.isPresent()
        ? new SchemaGrammar(gbnf, schema.get(), "response_format").rule()
        : gbnf.object();
  }

  /** The whole answer is calls; of one function only if {@code several} is false. */
  public static Rules calls(List<Function> functions, boolean several) throws Refused {
    var gbnf = new Gbnf();
    return new Rules(gbnf.text(calls(gbnf, functions, several)), Optional.empty());
  }

  /** Free text until a call begins, calls from there on. */
  public static Rules maybeCalls(List<Function> functions, boolean several) throws Refused {
    return new Rules(calls(functions, several).gbnf(), Optional.of(CALL));
  }

  /** Either calls or one JSON value. */
  public static Rules callsOrJson(
      List<Function> functions, boolean several, Optional<Json.Obj> schema) throws Refused {
    var gbnf = new Gbnf();
    var calls = gbnf.rule(calls(gbnf, functions, several));
    return new Rules(gbnf.text(calls + " | " + json(gbnf, schema)), Optional.empty());
  }

  private static String calls(Gbnf gbnf, List<Function> functions, boolean several) throws Refused {
    var calls = new ArrayList<String>();
    for (var function : functions) {
      var arguments = new SchemaGrammar(gbnf, function.parameters(), "tools").rule();
      var name = JsonWriter.write(Json.of(function.name()));
      var head = CALL + "\n{\"name\": " + name + ", \"arguments\": ";
      calls.add(Gbnf.literal(head) + " " + arguments + " " + Gbnf.literal("}\n" + CALL_END));
    }
    var call = gbnf.rule(String.join(" | ", calls));
    return several ? call + " (\"\\n\" " + call + "){0," + MORE_CALLS + "}" : call;
  }
}
