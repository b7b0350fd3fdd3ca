// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.cbor;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Reads exactly one CBOR item (RFC 8949) and refuses everything that two readers could see
 * differently: a longer head than needed, a key twice, text that is not UTF-8, strings in chunks,
 * floats, tags, unknown simple values, a byte behind the end. Arrays and maps may be of indefinite
 * length, which AWS uses.
 *
 * <p>Nothing is allocated by a length that is only claimed; depth and the number of elements are
 * bounded.
 */
public final class CborReader {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_ELEMENTS = 256;
  private static final int INDEFINITE = 31;
  private static final int BREAK = 0xff;

  private final Bytes source;
  private final BoundedReader reader;

  private CborReader(Bytes source) {
    this.source = source;
    this.reader = new BoundedReader(source, Reason.CBOR_FORMAT);
  }

  /**
   * Reads a document of at most {@code maxBytes}.
   *
   * @throws Rejected {@link Reason#CBOR_FORMAT}
   */
  public static Cbor document(Bytes source, int maxBytes) throws Rejected {
    if (source.size() > maxBytes) {
      throw bad(source.size() + " bytes, at most " + maxBytes);
    }
    var reader = new CborReader(source);
    var value = reader.item(0);
    if (reader.reader.remaining() != 0) {
      throw bad(reader.reader.remaining() + " bytes behind the end");
    }
    return value;
  }

  private Cbor item(int depth) throws Rejected {
    if (depth > MAX_DEPTH) {
      throw bad("nested deeper than " + MAX_DEPTH);
    }
    var head = reader.u8();
    var kind = head >> 5;
    var info = head & 0x1f;
    return switch (kind) {
      case 0 -> new Cbor.Int(argument(info));
      case 1 -> new Cbor.Int(-1 - argument(info));
      case 2 -> new Cbor.Raw(reader.take(argument(info)));
      case 3 -> new Cbor.Text(text(reader.take(argument(info))));
      case 4 -> array(info, depth);
      case 5 -> map(info, depth);
      case 7 -> simple(info);
      default -> throw bad("a tag at offset " + (reader.position() - 1));
    };
  }

  /** The number in a head, in its shortest form; at most 2^63 - 1. */
  private long argument(int info) throws Rejected {
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw bad("a head of unknown length at offset " + (reader.position() - 1));
    }
    var size = 1 << info - 24;
    var value = 0L;
    for (var i = 0; i < size; i++) {
      value = value << 8 | reader.u8();
    }
    var needed = info == 24 ? 24 : 1L << 4 * size;
    if (value < needed) {
      throw bad("a number beyond 63 bits, or in more bytes than it needs");
    }
    return value;
  }

  private Cbor array(int info, int depth) throws Rejected {
    var elements = new ArrayList<Cbor>();
    var count = count(info);
    while (more(count, elements.size())) {
      elements.add(item(depth + 1));
    }
    return new Cbor.Arr(elements);
  }

  private Cbor map(int info, int depth) throws Rejected {
    var entries = new LinkedHashMap<Cbor, Cbor>();
    var count = count(info);
    while (more(count, entries.size())) {
      var key = item(depth + 1);
      if (!(key instanceof Cbor.Text || key instanceof Cbor.Int)) {
        throw bad("a key that is neither text nor an integer");
      }
      if (entries.putIfAbsent(key, item(depth + 1)) != null) {
        throw bad("a key twice");
      }
    }
    return new Cbor.Dict(entries);
  }

  /** The number of elements, or -1 if a break ends them. */
  private long count(int info) throws Rejected {
    if (info == INDEFINITE) {
      return -1;
    }
    var count = argument(info);
    if (count > MAX_ELEMENTS) {
      throw bad(count + " elements, at most " + MAX_ELEMENTS);
    }
    return count;
  }

  private boolean more(long count, int read) throws Rejected {
    if (count >= 0) {
      return read < count;
    }
    var here = reader.position();
    if (here < source.size() && (source.at(here) & 0xff) == BREAK) {
      reader.u8();
      return false;
    }
    if (read == MAX_ELEMENTS) {
      throw bad("more than " + MAX_ELEMENTS + " elements");
    }
    return true;
  }

  private static Cbor simple(int info) throws Rejected {
    return switch (info) {
      case 20 -> new Cbor.Bool(false);
      case 21 -> new Cbor.Bool(true);
      case 22 -> new Cbor.Null();
      default -> throw bad("a float, a break or an unknown simple value");
    };
  }

  private static String text(Bytes utf8) throws Rejected {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
      return decoder.decode(ByteBuffer.wrap(utf8.toArray())).toString();
    } catch (CharacterCodingException e) {
      throw bad("text that is not UTF-8");
    }
  }

  private static Rejected bad(String detail) {
    return new Rejected(Reason.CBOR_FORMAT, detail);
  }
}
