// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tests {@code iterable} and {@code sequence}, which texts and maps pass in Python, too. */
record IsIterable(String name) implements ExpTest {
  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean evaluate(
      @Nullable Object value, JinjavaInterpreter interpreter, @Nullable Object... arguments) {
    return value instanceof Iterable || value instanceof Map || value instanceof CharSequence;
  }
}
