// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import dev.aver.attestation.json.EcmaScriptNumber;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The filter {@code tojson} as models have seen it in training: JSON with a space behind commas and
 * colons, as Python writes it, or indented.
 */
final class PythonJson implements Filter {
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
    var indent = named.get("indent");
    return indent instanceof Number spaces
        ? indented(value, " ".repeat(Math.clamp(spaces.longValue(), 0, 16)), "\n")
        : oneLine(value);
  }

  @Override
  public Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    return oneLine(value);
  }

  private static String oneLine(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var members = new StringJoiner(", ", "{", "}");
        map.forEach((name, member) -> members.add(text(name) + ": " + oneLine(member)));
        yield members.toString();
      }
      case Collection<?> list -> {
        var elements = new StringJoiner(", ", "[", "]");
        list.forEach(element -> elements.add(oneLine(element)));
        yield elements.toString();
      }
      case null, default -> scalar(value);
    };
  }

  /** {@code margin} is the line break before the closing bracket. */
  private static String indented(@Nullable Object value, String step, String margin) {
    var inner = margin + step;
    return switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        var members = new StringJoiner("," + inner, "{" + inner, margin + "}");
        map.forEach(
            (name, member) -> members.add(text(name) + ": " + indented(member, step, inner)));
        yield members.toString();
      }
      case Collection<?> list when !list.isEmpty() -> {
        var elements = new StringJoiner("," + inner, "[" + inner, margin + "]");
        list.forEach(element -> elements.add(indented(element, step, inner)));
        yield elements.toString();
      }
      case null, default -> oneLine(value);
    };
  }

  private static String scalar(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean truth -> truth.toString();
      case Double number -> number(number);
      case Number number -> number.toString();
      default -> text(value);
    };
  }

  private static String number(double value) {
    var text = EcmaScriptNumber.write(value);
    return text.matches("-?[0-9]+") ? text + ".0" : text;
  }

  private static String text(Object value) {
    return JsonWriter.write(Json.of(value.toString()));
  }
}
