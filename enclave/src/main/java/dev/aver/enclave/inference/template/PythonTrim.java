// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The filter {@code trim}: without white space around, or without the given characters. */
final class PythonTrim implements Filter {
  @Override
  public String getName() {
    return "trim";
  }

  @Override
  public @Nullable Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    var text = value == null ? "" : interpreter.getAsString(value);
    return PythonMethods.call(
        text, "strip", new ArrayList<@Nullable Object>(Arrays.asList(arguments)));
  }
}
