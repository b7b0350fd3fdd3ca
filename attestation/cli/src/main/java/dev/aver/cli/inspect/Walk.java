// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Names the bytes of a structure front to back. Offsets come from the lengths before them, so that
 * no byte can be left out or shown twice.
 */
final class Walk {
  private final BoundedReader reader;
  private final Part.Builder into;

  Walk(Bytes structure, Reason onOverrun, Part.Builder into) {
    this.reader = new BoundedReader(structure, onOverrun);
    this.into = into;
  }

  /** The next {@code length} bytes. */
  Bytes field(String name, long length, String meaning) throws Rejected {
    return field(name, length, bytes -> meaning);
  }

  /** The same with words for what was found. */
  Bytes field(String name, long length, Function<Bytes, String> words) throws Rejected {
    var offset = reader.position();
    var bytes = reader.take(length);
    into.field(offset, bytes.size(), name, bytes.hex(), words.apply(bytes));
    return bytes;
  }

  Bytes field(String name, long length) throws Rejected {
    return field(name, length, "");
  }

  /** A little-endian unsigned number of 1 to 4 bytes. */
  long number(String name, int length) throws Rejected {
    return number(name, length, Long::toString);
  }

  /** The same with words for the number. */
  long number(String name, int length, LongFunction<String> words) throws Rejected {
    var offset = reader.position();
    var bytes = reader.take(length);
    var value = 0L;
    for (var i = length - 1; i >= 0; i--) {
      value = value << 8 | (bytes.at(i) & 0xff);
    }
    into.field(offset, length, name, bytes.hex(), words.apply(value));
    return value;
  }

  /** Bytes that must be zero. */
  void reserved(int length) throws Rejected {
    var offset = reader.position();
    var bytes = reader.take(length);
    into.field(offset, length, "(reserved)", bytes.hex(), bytes.isZero() ? "zero" : "NOT ZERO");
  }

  /** The number of bytes that have no name yet. */
  int remaining() {
    return reader.remaining();
  }
}
