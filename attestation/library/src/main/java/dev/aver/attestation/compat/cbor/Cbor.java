// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.cbor;

import dev.aver.attestation.bytes.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CBOR value of the kinds that {@link CborReader} reads, with value equality. */
public sealed interface Cbor {
  /** An integer of either sign within 64 bits. */
  record Int(long value) implements Cbor {}

  /** A byte string. */
  record Raw(Bytes value) implements Cbor {}

  /** A text of well-formed UTF-8. */
  record Text(String value) implements Cbor {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Cbor {}

  /** {@code null}. */
  record Null() implements Cbor {}

  /** An array. */
  record Arr(List<Cbor> elements) implements Cbor {
    /** Copies {@code elements}. */
    public Arr {
      elements = List.copyOf(elements);
    }
  }

  /** A map; keys are unique and keep the order of the document. */
  record Dict(Map<Cbor, Cbor> entries) implements Cbor {
    /** Copies {@code entries}. */
    public Dict {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }
}
