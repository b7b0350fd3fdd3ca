// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/** A document with one byte of one value flipped; everything else stays as it was. */
final class Altered {
  private Altered() {}

  /** Flips one bit of byte {@code index} (from the end if negative) of a base64url value. */
  static Json base64Url(Json document, String pointer, int index) {
    return at(
        document,
        pointer,
        text -> {
          try {
            return flip(Bytes.fromBase64Url(text), index).base64Url();
          } catch (dev.aver.attestation.Rejected e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  /** Flips one bit of a 0x value. */
  static Json hex(Json document, String pointer, int index) {
    return at(
        document,
        pointer,
        text -> {
          try {
            return flip(Bytes.fromPrefixedHex(text, text.length() / 2 - 1), index).prefixedHex();
          } catch (dev.aver.attestation.Rejected e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  /** Flips the lowest bit of one character of a text. */
  static Json text(Json document, String pointer, int index) {
    return at(
        document,
        pointer,
        text -> {
          var characters = text.toCharArray();
          var at = index < 0 ? text.length() + index : index;
          characters[at] = (char) (characters[at] ^ 1);
          return new String(characters);
        });
  }

  /** Adds one to an integer. */
  static Json integer(Json document, String pointer) {
    return replace(
        document,
        path(pointer),
        value -> Json.of(Long.parseLong(((Json.Num) value).literal()) + 1));
  }

  private static Json at(Json document, String pointer, UnaryOperator<String> change) {
    return replace(
        document, path(pointer), value -> Json.of(change.apply(((Json.Str) value).value())));
  }

  private static Bytes flip(Bytes bytes, int index) {
    var array = bytes.toArray();
    array[index < 0 ? array.length + index : index] ^= 1;
    return Bytes.of(array);
  }

  private static List<String> path(String pointer) {
    return List.of(pointer.substring(1).split("/", -1));
  }

  private static Json replace(Json value, List<String> path, UnaryOperator<Json> change) {
    if (path.isEmpty()) {
      return change.apply(value);
    }
    var step = path.getFirst();
    var rest = path.subList(1, path.size());
    return switch (value) {
      case Json.Obj(var members) -> {
        var copy = new LinkedHashMap<>(members);
        if (copy.computeIfPresent(step, (_, member) -> replace(member, rest, change)) == null) {
          throw new IllegalArgumentException("no member " + step);
        }
        yield new Json.Obj(copy);
      }
      case Json.Arr(var elements) -> {
        var copy = new ArrayList<>(elements);
        copy.set(Integer.parseInt(step), replace(copy.get(Integer.parseInt(step)), rest, change));
        yield new Json.Arr(copy);
      }
      default -> throw new IllegalArgumentException("nothing below " + value);
    };
  }
}
