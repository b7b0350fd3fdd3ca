// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.policy.Expectation.Floor;
import dev.aver.attestation.policy.Expectation.Least;
import java.util.function.Function;

/**
 * How the values of one field are written in a policy, and how a floor of them is, where one value
 * can be above another.
 *
 * @param <T> the values
 */
record Spelling<T>(
    Reader<T> reader, Function<T, Json> writer, Reader<Floor<T>> floors, FloorWriter<T> below) {
  /** 0x and 64 digits. */
  static final Spelling<Digest> DIGEST =
      unordered(
          (json, where) -> Digest.parse(string(json, where)), digest -> Json.of(digest.toString()));

  /** {@code true} or {@code false}. */
  static final Spelling<Boolean> FLAG = unordered(Spelling::flag, Json::of);

  /** A text. */
  static final Spelling<String> TEXT = unordered(Spelling::string, Json::of);

  /** Reads one value. */
  @FunctionalInterface
  interface Reader<V> {
    V read(Json json, String where) throws Rejected;
  }

  /** Writes a floor. */
  @FunctionalInterface
  interface FloorWriter<V> {
    Json write(Floor<V> floor);
  }

  /** Values of which none is above another. */
  static <T> Spelling<T> unordered(Reader<T> reader, Function<T, Json> writer) {
    return new Spelling<>(
        reader,
        writer,
        (json, where) -> {
          throw new Rejected(Reason.FIELD_UNKNOWN, where + ": these values have no order");
        },
        floor -> {
          throw new IllegalArgumentException("these values have no order: " + floor);
        });
  }

  /** Values in their natural order; a floor is spelled as the value. */
  static <T extends Comparable<T>> Spelling<T> ordered(Reader<T> reader, Function<T, Json> writer) {
    return new Spelling<>(
        reader,
        writer,
        (json, where) -> new Least<>(reader.read(json, where)),
        floor -> writer.apply(value(floor)));
  }

  private static <T extends Comparable<T>> T value(Floor<T> floor) {
    if (floor instanceof Least<T>(T value)) {
      return value;
    }
    throw new IllegalArgumentException("not a floor by natural order: " + floor);
  }

  /** The same values with a floor of their own spelling. */
  Spelling<T> withFloor(Reader<Floor<T>> read, FloorWriter<T> write) {
    return new Spelling<>(reader, writer, read, write);
  }

  /** Integers from 0 to {@code max}, with a floor. */
  static Spelling<Long> integer(long max) {
    return ordered((json, where) -> Members.integer(json, where, 0, max), Json::of);
  }

  /** Exactly {@code size} bytes in lower-case hex without 0x, as hardware fields are spelled. */
  static Spelling<Bytes> hex(int size) {
    return unordered((json, where) -> bytes(json, where, size), bytes -> Json.of(bytes.hex()));
  }

  T read(Json json, String where) throws Rejected {
    return reader.read(json, where);
  }

  Json write(T value) {
    return writer.apply(value);
  }

  Floor<T> readFloor(Json json, String where) throws Rejected {
    return floors.read(json, where);
  }

  Json writeFloor(Floor<T> floor) {
    return below.write(floor);
  }

  static Bytes bytes(Json json, String where, int size) throws Rejected {
    var bytes = Bytes.fromHex(string(json, where));
    if (bytes.size() != size) {
      throw new Rejected(Reason.HEX_FORMAT, where + " is not " + size + " bytes");
    }
    return bytes;
  }

  static String string(Json json, String where) throws Rejected {
    if (json instanceof Json.Str(String value)) {
      return value;
    }
    throw new Rejected(Reason.FIELD_TYPE, where + " is not a string");
  }

  private static boolean flag(Json json, String where) throws Rejected {
    if (json instanceof Json.Bool(boolean value)) {
      return value;
    }
    throw new Rejected(Reason.FIELD_TYPE, where + " is neither true nor false");
  }
}
