// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.enclave.inference.FiniteNumbers;
import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls in an assistant's earlier message, as templates know them: {@code arguments} as a value
 * where it is JSON, which by the API it need not be.
 */
final class ToolCalls {
  private static final int MOST = 128;
  private static final int LONGEST = 1 << 20;
  private static final int DEPTH = 32;

  private ToolCalls() {}

  static List<Object> parse(Json json, String where) throws Refused {
    if (!(json instanceof Json.Arr(List<Json> elements)) || elements.size() > MOST) {
      throw Parameters.mistyped(where, "an array of at most " + MOST + " calls");
    }
    var calls = new ArrayList<Object>();
    for (var i = 0; i < elements.size(); i++) {
      calls.add(call(elements.get(i), where + "[" + i + "]"));
    }
    return calls;
  }

  private static Map<String, @Nullable Object> call(Json json, String where) throws Refused {
    if (!(json instanceof Json.Obj call)
        || !(call.get("function") instanceof Json.Obj function)
        || !(function.get("name") instanceof Json.Str(String name))
        || !(function.get("arguments") instanceof Json.Str(String arguments))) {
      throw Parameters.mistyped(where, "a call of a function with name and arguments");
    }
    Members.only(call, Set.of("id", "type", "function", "index"), where);
    // The last one SDKs read out of the arguments, and carry along.
    Members.only(function, Set.of("name", "arguments", "parsed_arguments"), where + ".function");
    var type = call.get("type");
    if (type != null && !type.equals(Json.of("function"))) {
      throw Parameters.unsupported(where + ".type", "Only calls of type function are supported.");
    }
    var inner = new LinkedHashMap<String, @Nullable Object>();
    inner.put("name", name);
    inner.put("arguments", value(arguments));
    var outer = new LinkedHashMap<String, @Nullable Object>();
    outer.put("type", "function");
    outer.put("id", Parameters.required(where + ".id", new Parameters(call, where).string("id")));
    outer.put("function", inner);
    return outer;
  }

  private static @Nullable Object value(String arguments) {
    try {
      var json = JsonReader.read(Bytes.utf8(arguments), LONGEST, DEPTH);
      return FiniteNumbers.holds(json) ? Plain.of(json) : arguments;
    } catch (Rejected e) {
      return arguments;
    }
  }
}
