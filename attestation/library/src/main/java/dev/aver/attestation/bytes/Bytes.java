// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bytes;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An immutable byte string with value equality, ordered as unsigned bytes.
 *
 * <p>For public data only: equality is not constant-time and {@link #toString} shows the content.
 * Secrets belong in {@link SecretBytes}.
 */
public final class Bytes implements Comparable<Bytes> {
  /** The empty byte string. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final HexFormat HEX = HexFormat.of();
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** The value of each ASCII character as a lower-case digit, or -1. */
  private static final byte[] LOWER_HEX = new byte[128];

  static {
    Arrays.fill(LOWER_HEX, (byte) -1);
    for (var digit = 0; digit < 16; digit++) {
      LOWER_HEX[Character.forDigit(digit, 16)] = (byte) digit;
    }
  }

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** Copies {@code value}. */
  public static Bytes of(byte... value) {
    return value.length == 0 ? EMPTY : new Bytes(value.clone());
  }

  /** The UTF-8 bytes of {@code text}. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Parses an even number of lower-case hexadecimal digits without {@code 0x}, as hardware fields
   * are spelled (formats.md, 1).
   *
   * @throws Rejected {@link Reason#HEX_FORMAT}
   */
  public static Bytes fromHex(String digits) throws Rejected {
    var value = digits.length() % 2 == 0 ? parseLowerHex(digits, 0) : null;
    if (value == null) {
      throw new Rejected(Reason.HEX_FORMAT, "not an even number of lower-case hex digits");
    }
    return new Bytes(value);
  }

  /**
   * Parses {@code 0x} and exactly {@code size} bytes in lower-case hexadecimal (formats.md, 1).
   *
   * @throws Rejected {@link Reason#HEX_FORMAT}
   */
  public static Bytes fromPrefixedHex(String text, int size) throws Rejected {
    var formed = text.length() == 2 + 2 * size && text.startsWith("0x");
    var value = formed ? parseLowerHex(text, 2) : null;
    if (value == null) {
      throw new Rejected(Reason.HEX_FORMAT, "not 0x and " + 2 * size + " lower-case hex digits");
    }
    return new Bytes(value);
  }

  /**
   * Parses base64url without padding in its one canonical spelling: unused bits zero (formats.md,
   * 1).
   *
   * @throws Rejected {@link Reason#BASE64_FORMAT}
   */
  public static Bytes fromBase64Url(String text) throws Rejected {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Rejected(Reason.BASE64_FORMAT, "not base64url");
    }
    // The JDK's decoder accepts padding and stray low bits: only the canonical text encodes back.
    if (!BASE64URL.encodeToString(decoded).equals(text)) {
      throw new Rejected(Reason.BASE64_FORMAT, "not the canonical spelling without padding");
    }
    return new Bytes(decoded);
  }

  /** These byte strings one after the other. */
  public static Bytes concat(Bytes... parts) {
    var size = 0;
    for (var part : parts) {
      size = Math.addExact(size, part.size());
    }
    var joined = new byte[size];
    var at = 0;
    for (var part : parts) {
      System.arraycopy(part.value, 0, joined, at, part.value.length);
      at += part.value.length;
    }
    return new Bytes(joined);
  }

  /** The bytes of an even number of digits, or null where one is no lower-case digit. */
  private static byte @Nullable [] parseLowerHex(String digits, int from) {
    var value = new byte[(digits.length() - from) / 2];
    var wrong = 0;
    for (var i = 0; i < value.length; i++) {
      var high = lowerHex(digits.charAt(from + 2 * i));
      var low = lowerHex(digits.charAt(from + 2 * i + 1));
      wrong |= high | low;
      value[i] = (byte) (high << 4 | low);
    }
    return wrong < 0 ? null : value;
  }

  private static int lowerHex(char digit) {
    return digit < LOWER_HEX.length ? LOWER_HEX[digit] : -1;
  }

  /** The number of bytes. */
  public int size() {
    return value.length;
  }

  /** The byte at {@code index}. */
  public byte at(int index) {
    return value[index];
  }

  /** Bytes {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    if (from < 0 || to > value.length || from > to) {
      throw new IndexOutOfBoundsException(from + ".." + to + " of " + value.length);
    }
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(value, from, to));
  }

  /** These bytes, then {@code more}. */
  public Bytes plus(Bytes more) {
    return concat(this, more);
  }

  /** Whether every byte is zero; true for no bytes at all. */
  public boolean isZero() {
    var bits = 0;
    for (var b : value) {
      bits |= b;
    }
    return bits == 0;
  }

  /** A fresh copy. */
  public byte[] toArray() {
    return value.clone();
  }

  /** The bytes themselves, for hash functions, which only read: spares a copy of large content. */
  byte[] shared() {
    return value;
  }

  /** A read-only view without a copy, big-endian as every new buffer. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(value).asReadOnlyBuffer();
  }

  /** Lower-case hexadecimal digits without prefix. */
  public String hex() {
    return HEX.formatHex(value);
  }

  /** {@code 0x} and lower-case hexadecimal digits. */
  public String prefixedHex() {
    return "0x" + HEX.formatHex(value);
  }

  /** base64url without padding. */
  public String base64Url() {
    return BASE64URL.encodeToString(value);
  }

  /** Standard base64 with padding, as signed notes use it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(value);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return prefixedHex();
  }
}
