// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value counts as true. A text does unless it is empty; to the library {@code "false"} is
 * not, and a message could say just that.
 */
final class PythonTruth implements Filter {
  @Override
  public String getName() {
    return TemplateExpression.TRUTH;
  }

  @Override
  public Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    return of(value);
  }

  static boolean of(@Nullable Object value) {
    return value instanceof CharSequence text ? !text.isEmpty() : ObjectTruthValue.evaluate(value);
  }
}
