// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as it was written: members keep their order and numbers their literal, so that
 * nothing is rounded before a rule has looked at it.
 */
public sealed interface Json {
  /** An object; member names are unique. Unmodifiable, in the order of the text. */
  record Obj(Map<String, Json> members) implements Json {
    /** Copies {@code members}. */
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member, or null if there is none (a JSON null is {@link Null}). */
    public @Nullable Json get(String name) {
      return members.get(name);
    }
  }

  /** An array. */
  record Arr(List<Json> elements) implements Json {
    /** Copies {@code elements}. */
    public Arr {
      elements = List.copyOf(elements);
    }
  }

  /** A string without lone surrogates. */
  record Str(String value) implements Json {}

  /** A number by its literal, which fits the grammar of RFC 8259. */
  record Num(String literal) implements Json {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Json {}

  /** {@code null}. */
  enum Null implements Json {
    /** The only one. */
    NULL
  }

  /** A string value. */
  static Json of(String value) {
    return new Str(value);
  }

  /** An integer. */
  static Json of(long value) {
    return new Num(Long.toString(value));
  }

  /** A boolean. */
  static Json of(boolean value) {
    return new Bool(value);
  }

  /** An array of these values. */
  static Json array(List<? extends Json> elements) {
    return new Arr(new ArrayList<>(elements));
  }

  /** An object under construction. */
  static Builder object() {
    return new Builder();
  }

  /** Collects members in order. */
  final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a member; a name twice is a programming error. */
    public Builder put(String name, Json value) {
      if (members.putIfAbsent(name, value) != null) {
        throw new IllegalArgumentException("member twice: " + name);
      }
      return this;
    }

    /** Adds a string. */
    public Builder put(String name, String value) {
      return put(name, of(value));
    }

    /** Adds an integer. */
    public Builder put(String name, long value) {
      return put(name, of(value));
    }

    /** Adds a boolean. */
    public Builder put(String name, boolean value) {
      return put(name, of(value));
    }

    /** The object. */
    public Obj build() {
      return new Obj(members);
    }
  }
}
