// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filter {@code indent}: lines but the first, and but empty ones, begin further right. */
final class PythonIndent implements Filter {
  private static final int MOST = 64;

  @Override
  public String getName() {
    return "indent";
  }

  @Override
  public Object filter(
      @Nullable Object value,
      JinjavaInterpreter interpreter,
      @Nullable Object[] arguments,
      Map<String, Object> named) {
    var width = argument(0, "width", arguments, named);
    var first = argument(1, "first", arguments, named);
    var blank = argument(2, "blank", arguments, named);
    var margin =
        width instanceof Number spaces
            ? " ".repeat(Math.clamp(spaces.longValue(), 0, MOST))
            : width == null ? "    " : width.toString();
    var lines = String.valueOf(value).split("\n", -1);
    var indented = new StringBuilder();
    for (var i = 0; i < lines.length; i++) {
      var wanted =
          i == 0 ? Boolean.TRUE.equals(first) : Boolean.TRUE.equals(blank) || !lines[i].isEmpty();
      indented.append(i == 0 ? "" : "\n").append(wanted ? margin : "").append(lines[i]);
    }
    return indented.toString();
  }

  private static @Nullable Object argument(
      int place, String name, @Nullable Object[] arguments, Map<String, Object> named) {
    return place < arguments.length ? arguments[place] : named.get(name);
  }

  @Override
  public Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    return filter(value, interpreter, (Object[]) arguments, Map.of());
  }
}
