// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Reads members of a vector file, whose form is taken for granted: a member of another form is a
 * broken vector ({@link IllegalStateException}), never a rejection of what it tests.
 */
public record Values(String where, Json.Obj object) {
  /** Whether there is such a member other than null. */
  public boolean has(String name) {
    return object.get(name) != null && object.get(name) != Json.Null.NULL;
  }

  /** The member itself. */
  public Json json(String name) {
    var value = object.get(name);
    if (value == null) {
      throw new IllegalStateException(where + " has no " + name);
    }
    return value;
  }

  /** An object. */
  public Values values(String name) {
    return of(where + "." + name, json(name));
  }

  /** The elements of an array. */
  public List<Json> list(String name) {
    if (json(name) instanceof Json.Arr(List<Json> elements)) {
      return elements;
    }
    throw broken(name);
  }

  /** A string. */
  public String text(String name) {
    if (json(name) instanceof Json.Str(String value)) {
      return value;
    }
    throw broken(name);
  }

  /** An integer. */
  public long integer(String name) {
    if (json(name) instanceof Json.Num(String literal)) {
      return Long.parseLong(literal);
    }
    throw broken(name);
  }

  /** 0x hex of any length. */
  public Bytes hex(String name) {
    var text = text(name);
    try {
      return Bytes.fromPrefixedHex(text, (text.length() - 2) / 2);
    } catch (Rejected e) {
      throw broken(name);
    }
  }

  /** 32 bytes. */
  public Digest digest(String name) {
    return new Digest(hex(name));
  }

  /** 20 bytes. */
  public Address address(String name) {
    return new Address(hex(name));
  }

  /** Bytes as {@code {"utf8": text}} or {@code {"hex": 0x…}}. */
  public Bytes bytes(String name) {
    var values = values(name);
    return values.has("utf8") ? Bytes.utf8(values.text("utf8")) : values.hex("hex");
  }

  /** The members of an object. */
  public Map<String, Json> members() {
    return object.members();
  }

  /** An object of a vector file. */
  public static Values of(String where, Json json) {
    if (json instanceof Json.Obj object) {
      return new Values(where, object);
    }
    throw new IllegalStateException(where + " is not an object");
  }

  private IllegalStateException broken(String name) {
    return new IllegalStateException(where + "." + name + " has an unexpected form");
  }
}
