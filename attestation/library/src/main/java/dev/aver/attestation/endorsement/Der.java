// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.math.BigInteger;

/**
 * Reads DER (X.690) front to back and refuses BER: definite lengths in their shortest form, low tag
 * numbers, minimal integers. It never recurses on its own and never allocates more than the input
 * holds, so hostile nesting costs nothing.
 *
 * <p>Every violation is rejected with the reason of the document that is being read.
 */
public final class Der {
  public static final int BOOLEAN = 0x01;
  public static final int INTEGER = 0x02;
  public static final int BIT_STRING = 0x03;
  public static final int OCTET_STRING = 0x04;
  public static final int NULL = 0x05;
  public static final int OBJECT_IDENTIFIER = 0x06;
  public static final int ENUMERATED = 0x0a;
  public static final int UTF8_STRING = 0x0c;
  public static final int PRINTABLE_STRING = 0x13;
  public static final int IA5_STRING = 0x16;
  public static final int UTC_TIME = 0x17;
  public static final int GENERALIZED_TIME = 0x18;
  public static final int SEQUENCE = 0x30;
  public static final int SET = 0x31;

  /** The largest integer read: an RSA modulus of 8192 bits and its sign. */
  private static final int MAX_INTEGER_BYTES = 1025;

  private final Bytes source;
  private final Reason reason;
  private final int end;
  private int position;

  private Der(Bytes source, Reason reason, int from, int end) {
    this.source = source;
    this.reason = reason;
    this.position = from;
    this.end = end;
  }

  /** Reads all of {@code source}; violations are rejected with {@code reason}. */
  public static Der of(Bytes source, Reason reason) {
    return new Der(source, reason, 0, source.size());
  }

  /** The tag of constructed context class, {@code [number] EXPLICIT} or a constructed implicit. */
  public static int context(int number) {
    return 0xa0 | number;
  }

  /** Whether an element is left. */
  public boolean hasMore() {
    return position < end;
  }

  /** Whether the next element has this tag. */
  public boolean nextIs(int tag) {
    return hasMore() && (source.at(position) & 0xff) == tag;
  }

  /** Enters the next element, which must have this tag, to read what it holds. */
  public Der enter(int tag) throws Rejected {
    var start = content(tag);
    return new Der(source, reason, start, position);
  }

  /** The content of the next element, which must have this tag. */
  public Bytes take(int tag) throws Rejected {
    var start = content(tag);
    return source.slice(start, position);
  }

  /** The next element as it stands, with tag and length. */
  public Bytes element() throws Rejected {
    var start = position;
    if (!hasMore()) {
      throw bad("an element is missing");
    }
    content(source.at(position) & 0xff);
    return source.slice(start, position);
  }

  /** A non-negative or negative INTEGER in its shortest form. */
  public BigInteger integer() throws Rejected {
    var content = take(INTEGER);
    var size = content.size();
    if (size == 0 || size > MAX_INTEGER_BYTES) {
      throw bad("an integer of " + size + " bytes");
    }
    if (size > 1
        && (content.at(0) == 0 && content.at(1) >= 0 || content.at(0) == -1 && content.at(1) < 0)) {
      throw bad("an integer with a needless leading byte");
    }
    return new BigInteger(content.toArray());
  }

  /** An INTEGER from {@code min} to {@code max}. */
  public int integer(int min, int max) throws Rejected {
    var value = integer();
    if (value.bitLength() > 31 || value.intValue() < min || value.intValue() > max) {
      throw bad("an integer outside " + min + ".." + max);
    }
    return value.intValue();
  }

  /** A BOOLEAN: 00 or FF. */
  public boolean bool() throws Rejected {
    var content = take(BOOLEAN);
    if (content.size() != 1 || content.at(0) != 0 && content.at(0) != -1) {
      throw bad("a boolean that is neither 00 nor FF");
    }
    return content.at(0) != 0;
  }

  /** An OBJECT IDENTIFIER in dotted form. */
  public String oid() throws Rejected {
    var content = take(OBJECT_IDENTIFIER);
    if (content.size() == 0 || content.size() > 32) {
      throw bad("an object identifier of " + content.size() + " bytes");
    }
    var dotted = new StringBuilder();
    var arc = 0L;
    for (var i = 0; i < content.size(); i++) {
      var octet = content.at(i) & 0xff;
      if (arc == 0 && octet == 0x80 || arc > Long.MAX_VALUE >> 8) {
        throw bad("an object identifier with a padded or oversized arc");
      }
      arc = arc << 7 | octet & 0x7f;
      if ((octet & 0x80) == 0) {
        appendArc(dotted, arc);
        arc = 0;
      }
    }
    if ((content.at(content.size() - 1) & 0x80) != 0) {
      throw bad("an object identifier that ends inside an arc");
    }
    return dotted.toString();
  }

  private static void appendArc(StringBuilder dotted, long arc) {
    if (dotted.isEmpty()) {
      var root = Math.min(arc / 40, 2);
      dotted.append(root).append('.').append(arc - 40 * root);
    } else {
      dotted.append('.').append(arc);
    }
  }

  /** A BIT STRING of whole bytes. */
  public Bytes bits() throws Rejected {
    var content = take(BIT_STRING);
    if (content.size() == 0 || content.at(0) != 0) {
      throw bad("a bit string that is not whole bytes");
    }
    return content.slice(1, content.size());
  }

  /** Refuses anything behind the last element that was read. */
  public void end() throws Rejected {
    if (hasMore()) {
      throw bad(end - position + " bytes more than expected");
    }
  }

  /** The rejection of this document. */
  public Rejected bad(String detail) {
    return new Rejected(reason, detail + " (DER offset " + position + ")");
  }

  /** Moves behind the next element and returns where its content starts. */
  private int content(int tag) throws Rejected {
    if (!nextIs(tag)) {
      throw bad("expected tag " + Integer.toHexString(tag));
    }
    if ((tag & 0x1f) == 0x1f || end - position < 2) {
      throw bad("a tag number above 30, or no length");
    }
    var at = position + 1;
    var length = (long) (source.at(at++) & 0xff);
    if (length >= 0x80) {
      var octets = (int) length & 0x7f;
      if (octets == 0 || octets > 4 || end - at < octets) {
        throw bad("an indefinite or oversized length");
      }
      length = 0;
      for (var i = 0; i < octets; i++) {
        length = length << 8 | source.at(at++) & 0xff;
      }
      if (length < 0x80 || length >>> 8 * (octets - 1) == 0) {
        throw bad("a length not in its shortest form");
      }
    }
    if (length > end - at) {
      throw bad("an element of " + length + " bytes where " + (end - at) + " are left");
    }
    position = at + (int) length;
    return at;
  }
}
