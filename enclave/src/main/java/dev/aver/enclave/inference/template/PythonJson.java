// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The filter {@code tojson} as models have seen it in training: JSON with a space behind commas and
 * colons, as Python writes it, or with its arguments {@code indent}, {@code separators}, {@code
 * sort_keys} and {@code ensure_ascii}.
 */
final class PythonJson implements Filter {
  /** The arguments in their order. */
  private static final List<String> NAMES =
      List.of("ensure_ascii", "indent", "separators", "sort_keys");

  /**
   * How to write.
   *
   * @param step by which each level begins further right; empty: all in one line
   */
  private record Style(String comma, String colon, String step, boolean sorted, boolean ascii) {}

  @Override
  public String getName() {
    return "tojson";
  }

  @Override
  public Object filter(
      @Nullable Object value,
      JinjavaInterpreter interpreter,
      @Nullable Object[] arguments,
      Map<String, Object> named) {
    var given = new TreeMap<>(named);
    for (var i = 0; i < arguments.length && i < NAMES.size(); i++) {
      given.putIfAbsent(NAMES.get(i), arguments[i]);
    }
    return write(value, style(given), "\n");
  }

  @Override
  public Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    return filter(value, interpreter, new Object[0], Map.of());
  }

  private static Style style(Map<String, Object> given) {
    if (!NAMES.containsAll(given.keySet())) {
      throw new IllegalArgumentException("an argument of tojson is not known");
    }
    var indent = given.get("indent");
    var step =
        indent instanceof Number spaces
            ? " ".repeat(Math.clamp(spaces.longValue(), 0, 16))
            : indent instanceof String text ? text : "";
    var separators = given.get("separators") instanceof List<?> two ? two : List.of();
    return new Style(
        separators.size() == 2 ? separators.get(0) + "" : step.isEmpty() ? ", " : ",",
        separators.size() == 2 ? separators.get(1) + "" : ": ",
        step,
        Boolean.TRUE.equals(given.get("sort_keys")),
        Boolean.TRUE.equals(given.get("ensure_ascii")));
  }

  /** {@code margin} is the line break before the closing bracket. */
  private static String write(@Nullable Object value, Style style, String margin) {
    var inner = margin + style.step();
    var lines = !style.step().isEmpty();
    return switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        var members =
            new StringJoiner(
                style.comma() + (lines ? inner : ""),
                "{" + (lines ? inner : ""),
                (lines ? margin : "") + "}");
        var ordered = style.sorted() ? new TreeMap<>(map) : map;
        ordered.forEach(
            (name, member) ->
                members.add(text(name, style) + style.colon() + write(member, style, inner)));
        yield members.toString();
      }
      case Collection<?> list when !list.isEmpty() -> {
        var elements =
            new StringJoiner(
                style.comma() + (lines ? inner : ""),
                "[" + (lines ? inner : ""),
                (lines ? margin : "") + "]");
        list.forEach(element -> elements.add(write(element, style, inner)));
        yield elements.toString();
      }
      case Map<?, ?> ignored -> "{}";
      case Collection<?> ignored -> "[]";
      case null, default -> scalar(value, style);
    };
  }

  private static String scalar(@Nullable Object value, Style style) {
    return switch (value) {
      case null -> "null";
      case Boolean truth -> truth.toString();
      case Double number -> PythonRepr.number(number);
      case Number number -> number.toString();
      default -> text(value, style);
    };
  }

  private static String text(Object value, Style style) {
    var quoted = JsonWriter.write(Json.of(value.toString()));
    if (!style.ascii()) {
      return quoted;
    }
    var ascii = new StringBuilder();
    quoted
        .chars()
        .forEach(unit -> ascii.append(unit < 0x7f ? (char) unit + "" : "\\u%04x".formatted(unit)));
    return ascii.toString();
  }
}
