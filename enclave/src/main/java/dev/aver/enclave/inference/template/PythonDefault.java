// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filter {@code default}, or {@code d}: another value, of whatever type, in the place of one
 * that is missing, or, if asked for, not true.
 */
record PythonDefault(String name) implements Filter {
  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable Object filter(
      @Nullable Object value,
      JinjavaInterpreter interpreter,
      @Nullable Object[] arguments,
      Map<String, Object> named) {
    var other = arguments.length > 0 ? arguments[0] : named.getOrDefault("default_value", "");
    var strict = arguments.length > 1 ? arguments[1] : named.get("boolean");
    var missing = value == null || PythonTruth.of(strict) && !PythonTruth.of(value);
    return missing ? other : value;
  }

  @Override
  public @Nullable Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    return filter(value, interpreter, (Object[]) arguments, Map.of());
  }
}
