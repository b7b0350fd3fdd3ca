// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.filter.ListFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a loop goes over in Python: of a text the characters, of a map the names. */
record PythonList(String name) implements Filter {
  /** By this filter everything goes that a loop is about. */
  static final String EACH = "each_of";

  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    return switch (value) {
      case null -> null;
      case String text -> text.codePoints().mapToObj(Character::toString).toList();
      case Map<?, ?> map -> new ArrayList<@Nullable Object>(map.keySet());
      case Collection<?> all -> all;
      default -> name.equals(EACH) ? value : new ListFilter().filter(value, interpreter, arguments);
    };
  }
}
