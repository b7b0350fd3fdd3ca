// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the members of one object one by one, in the spellings of formats.md, 1. {@link #end}
 * refuses whatever nobody asked for, so an unknown member is never silently dropped.
 */
public final class Members {
  /** The largest integer of the formats: 2^53 − 1. */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private final Json.Obj object;
  private final String where;
  private final Set<String> taken = new HashSet<>();

  private Members(Json.Obj object, String where) {
    this.object = object;
    this.where = where;
  }

  /**
   * Starts reading {@code value}, which people know as {@code where}.
   *
   * @throws Rejected {@link Reason#FIELD_TYPE} unless it is an object
   */
  public static Members of(Json value, String where) throws Rejected {
    if (value instanceof Json.Obj object) {
      return new Members(object, where);
    }
    throw new Rejected(Reason.FIELD_TYPE, where + " is not an object");
  }

  /**
   * Requires {@code type} to be {@code expected}.
   *
   * @throws Rejected {@link Reason#TYPE_UNKNOWN}, {@link Reason#FIELD_MISSING}
   */
  public void type(String expected) throws Rejected {
    var found = required("type");
    if (!found.equals(new Json.Str(expected))) {
      throw new Rejected(Reason.TYPE_UNKNOWN, where + " is not " + expected);
    }
  }

  /** Whether the object has this member, whatever its value. */
  public boolean has(String name) {
    return object.members().containsKey(name);
  }

  /** A member that must be there. */
  public Json required(String name) throws Rejected {
    taken.add(name);
    var value = object.get(name);
    if (value == null) {
      throw new Rejected(Reason.FIELD_MISSING, at(name));
    }
    return value;
  }

  /** A member that may be absent. A JSON null is a value like any other. */
  public Optional<Json> optional(String name) {
    taken.add(name);
    return Optional.ofNullable(object.get(name));
  }

  /** A string. */
  public String string(String name) throws Rejected {
    if (required(name) instanceof Json.Str(String value)) {
      return value;
    }
    throw new Rejected(Reason.FIELD_TYPE, at(name) + " is not a string");
  }

  /** 32 bytes as 0x hex. */
  public Digest digest(String name) throws Rejected {
    return Digest.parse(string(name));
  }

  /** 20 bytes as 0x hex. */
  public Address address(String name) throws Rejected {
    return Address.parse(string(name));
  }

  /** Bytes as base64url. */
  public Bytes base64Url(String name) throws Rejected {
    return Bytes.fromBase64Url(string(name));
  }

  /** An integer from {@code min} to {@code max}, at most 2^53 − 1. */
  public long integer(String name, long min, long max) throws Rejected {
    return integer(required(name), at(name), min, max);
  }

  /** An array. */
  public List<Json> array(String name) throws Rejected {
    if (required(name) instanceof Json.Arr(List<Json> elements)) {
      return elements;
    }
    throw new Rejected(Reason.FIELD_TYPE, at(name) + " is not an array");
  }

  /** An object, to be read member by member. */
  public Members object(String name) throws Rejected {
    return of(required(name), at(name));
  }

  /** An array of digests with at most {@code max} elements. */
  public List<Digest> digests(String name, int max) throws Rejected {
    var elements = array(name);
    if (elements.size() > max) {
      throw new Rejected(Reason.FIELD_RANGE, at(name) + " has more than " + max + " elements");
    }
    var digests = new Digest[elements.size()];
    for (var i = 0; i < digests.length; i++) {
      if (!(elements.get(i) instanceof Json.Str(String text))) {
        throw new Rejected(Reason.FIELD_TYPE, at(name) + "[" + i + "] is not a string");
      }
      digests[i] = Digest.parse(text);
    }
    return List.of(digests);
  }

  /**
   * Ends the object.
   *
   * @throws Rejected {@link Reason#FIELD_UNKNOWN} if a member was never asked for
   */
  public void end() throws Rejected {
    for (var name : object.members().keySet()) {
      if (!taken.contains(name)) {
        throw new Rejected(Reason.FIELD_UNKNOWN, at(name));
      }
    }
  }

  /** The value as an integer literal from {@code min} to {@code max}. */
  public static long integer(Json value, String where, long min, long max) throws Rejected {
    if (!(value instanceof Json.Num(String literal)) || !isInteger(literal)) {
      throw new Rejected(Reason.FIELD_TYPE, where + " is not an integer");
    }
    if (literal.startsWith("-")) {
      throw new Rejected(Reason.FIELD_RANGE, where + " is negative");
    }
    if (literal.length() > 16 || Long.parseLong(literal) > MAX_INTEGER) {
      throw new Rejected(Reason.JSON_NUMBER, where + " is beyond 2^53-1");
    }
    var number = Long.parseLong(literal);
    if (number < min || number > max) {
      throw new Rejected(Reason.FIELD_RANGE, where + " is not in " + min + ".." + max);
    }
    return number;
  }

  private static boolean isInteger(String literal) {
    var from = literal.startsWith("-") ? 1 : 0;
    for (var i = from; i < literal.length(); i++) {
      if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
        return false;
      }
    }
    return literal.length() > from;
  }

  private String at(String name) {
    return where + "." + name;
  }
}
