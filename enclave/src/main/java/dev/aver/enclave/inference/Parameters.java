// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of one request, each read by its type and range; null counts as left out, because
 * SDKs of some languages send it for that. What is wrong is refused by name.
 */
public final class Parameters {
  private final Json.Obj request;

  /** What stands before a member's name where it is said which one is wrong. */
  private final String where;

  /** Reads {@code request}. */
  public Parameters(Json.Obj request) {
    this.request = request;
    this.where = "";
  }

  /** Reads {@code object}, which stands at {@code where} in a request. */
  public Parameters(Json.Obj object, String where) {
    this.request = object;
    this.where = where + ".";
  }

  /**
   * Refuses what nobody would read: it would have no effect, and its sender would not know. Null
   * says nothing.
   *
   * @throws Refused {@code unsupported_parameter}
   */
  public void only(Set<String> known) throws Refused {
    for (var name : new TreeSet<>(request.members().keySet())) {
      if (!known.contains(name) && find(name).isPresent()) {
        throw unsupported(name, "`" + Refusal.shown(name) + "` is not supported.");
      }
    }
  }

  /** A parameter, or a value of one, that exists elsewhere and not here. */
  public static Refused unsupported(String name, String message) {
    return Refused.because("unsupported_parameter", Refusal.shown(name), message);
  }

  /** The member, if it is there and not null. */
  public Optional<Json> find(String name) {
    var value = request.get(name);
    return value == null || value == Json.Null.NULL ? Optional.empty() : Optional.of(value);
  }

  /** A string. */
  public Optional<String> string(String name) throws Refused {
    var value = find(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Json.Str(String text)) {
      return Optional.of(text);
    }
    throw mistyped(where + name, "a string");
  }

  /** A truth value. */
  public Optional<Boolean> truth(String name) throws Refused {
    var value = find(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Json.Bool(boolean truth)) {
      return Optional.of(truth);
    }
    throw mistyped(where + name, "true or false");
  }

  /** An integer from {@code least} to {@code most}. */
  public Optional<Long> integer(String name, long least, long most) throws Refused {
    var value = find(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof Json.Num(String literal)) || !literal.matches("-?[0-9]+")) {
      throw mistyped(where + name, "an integer");
    }
    if (literal.length() > 17) {
      throw outOfRange(where + name, Long.toString(least), Long.toString(most));
    }
    var number = Long.parseLong(literal);
    if (number < least || number > most) {
      throw outOfRange(where + name, Long.toString(least), Long.toString(most));
    }
    return Optional.of(number);
  }

  /** A number from {@code least} to {@code most}. */
  public double number(String name, double least, double most, Json byDefault) throws Refused {
    var value = find(name).orElse(byDefault);
    if (!(value instanceof Json.Num(String literal))) {
      throw mistyped(where + name, "a number");
    }
    var number = Double.parseDouble(literal);
    if (!(number >= least && number <= most)) {
      throw outOfRange(where + name, Double.toString(least), Double.toString(most));
    }
    return number;
  }

  /** An array. */
  public Optional<List<Json>> array(String name) throws Refused {
    var value = find(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Json.Arr(List<Json> elements)) {
      return Optional.of(elements);
    }
    throw mistyped(where + name, "an array");
  }

  /** An object. */
  public Optional<Json.Obj> object(String name) throws Refused {
    var value = find(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Json.Obj object) {
      return Optional.of(object);
    }
    throw mistyped(where + name, "an object");
  }

  /** It must be there. */
  public static <T> T required(String name, Optional<T> value) throws Refused {
    if (value.isEmpty()) {
      throw missing(name);
    }
    return value.get();
  }

  /** It is not there. */
  public static Refused missing(String name) {
    return Refused.because("missing_parameter", name, "`" + name + "` is missing.");
  }

  /** It is of another type. */
  public static Refused mistyped(String name, String wanted) {
    return Refused.because("invalid_type", name, "`" + name + "` is not " + wanted + ".");
  }

  private static Refused outOfRange(String name, String least, String most) {
    return Refused.because(
        "invalid_value", name, "`" + name + "` is not in " + least + ".." + most + ".");
  }

  /** It cannot have this value. */
  public static Refused invalid(String name, String message) {
    return Refused.because("invalid_value", name, message);
  }
}
