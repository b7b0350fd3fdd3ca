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
import java.util.Optional;
import java.util.function.Function;

/**
 * How the values of one field are written in a policy, and whether one can be above another.
 *
 * @param <T> the values
 */
final class Spelling<T> {
  /** 0x and 64 digits. */
  static final Spelling<Digest> DIGEST =
      new Spelling<>(
          (json, where) -> Digest.parse(string(json, where)),
          digest -> Json.of(digest.toString()),
          Optional.empty());

  /** {@code true} or {@code false}. */
  static final Spelling<Boolean> FLAG = new Spelling<>(Spelling::flag, Json::of, Optional.empty());

  /** Reads one value. */
  interface Reader<T> {
    T read(Json json, String where) throws Rejected;
  }

  private final Reader<T> reader;
  private final Function<T, Json> writer;
  private final Optional<Function<T, Floor<T>>> floor;

  Spelling(Reader<T> reader, Function<T, Json> writer, Optional<Function<T, Floor<T>>> floor) {
    this.reader = reader;
    this.writer = writer;
    this.floor = floor;
  }

  /** Integers from 0 to {@code max}, with a floor. */
  static Spelling<Long> integer(long max) {
    return new Spelling<>(
        (json, where) -> Members.integer(json, where, 0, max), Json::of, Optional.of(Least::new));
  }

  /** Integers that can be named, but of which more is not better. */
  static Spelling<Long> unordered(long max) {
    return new Spelling<>(
        (json, where) -> Members.integer(json, where, 0, max), Json::of, Optional.empty());
  }

  /** Exactly {@code size} bytes in lower-case hex without 0x, as hardware fields are spelled. */
  static Spelling<Bytes> hex(int size) {
    return new Spelling<>(
        (json, where) -> {
          var bytes = Bytes.fromHex(string(json, where));
          if (bytes.size() != size) {
            throw new Rejected(Reason.HEX_FORMAT, where + " is not " + size + " bytes");
          }
          return bytes;
        },
        bytes -> Json.of(bytes.hex()),
        Optional.empty());
  }

  /** A text. */
  static Spelling<String> text() {
    return new Spelling<>(Spelling::string, Json::of, Optional.empty());
  }

  T read(Json json, String where) throws Rejected {
    return reader.read(json, where);
  }

  Json write(T value) {
    return writer.apply(value);
  }

  /** The floor at {@code value}; absent where more is not better. */
  Optional<Floor<T>> floor(T value) {
    return floor.map(above -> above.apply(value));
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
