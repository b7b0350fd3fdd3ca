// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.compat.cbor.Cbor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes the fields of a payload one by one, and refuses what nobody asked for. */
final class PayloadFields {
  private final Map<Cbor, Cbor> left;

  PayloadFields(Cbor payload) throws Rejected {
    if (!(payload instanceof Cbor.Dict dict)) {
      throw NitroDocument.bad("the payload is no map");
    }
    left = new LinkedHashMap<>(dict.entries());
  }

  Cbor take(String name) throws Rejected {
    var value = left.remove(new Cbor.Text(name));
    if (value == null) {
      throw NitroDocument.bad("no " + name);
    }
    return value;
  }

  /** Some text, for people. */
  String text(String name) throws Rejected {
    if (take(name) instanceof Cbor.Text(String text) && !text.isEmpty()) {
      return text;
    }
    throw NitroDocument.bad(name + " is no text");
  }

  /** Milliseconds since 1970. */
  long moment(String name) throws Rejected {
    if (take(name) instanceof Cbor.Int(long at) && at > 0) {
      return at;
    }
    throw NitroDocument.bad(name + " is no time");
  }

  /** Bytes; absent, null and empty are the same, as AWS writes all three. */
  Optional<Bytes> optional(String name, int max) throws Rejected {
    var value = left.remove(new Cbor.Text(name));
    if (value == null || value instanceof Cbor.Null || value.equals(new Cbor.Raw(Bytes.EMPTY))) {
      return Optional.empty();
    }
    return Optional.of(NitroDocument.raw(value, name, max));
  }

  void end() throws Rejected {
    if (!left.isEmpty()) {
      throw NitroDocument.bad("a field that is not known: " + left.keySet().iterator().next());
    }
  }
}
