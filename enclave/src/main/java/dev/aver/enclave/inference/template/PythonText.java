// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as the text that Python prints for it; what is undefined prints nothing. */
record PythonText(String name) implements Filter {
  /** By this filter everything goes that a template writes. */
  static final String PRINTED = "printed";

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    return switch (value) {
      case null -> "";
      case Boolean ignored -> PythonRepr.of(value);
      case Double number -> PythonRepr.number(number);
      case Map<?, ?> ignored -> PythonRepr.of(value);
      case Collection<?> ignored -> PythonRepr.of(value);
      default -> interpreter.getAsString(value);
    };
  }
}
