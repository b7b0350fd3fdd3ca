// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code x[from:to:step]} as in Python: counted from the end if negative, never out of bounds. */
final class PythonSlices {
  private PythonSlices() {}

  static List<@Nullable Object> of(List<?> list, List<@Nullable Object> arguments) {
    var taken = new ArrayList<@Nullable Object>();
    for (var index : indexes(list.size(), arguments)) {
      taken.add(list.get(index));
    }
    return taken;
  }

  static String of(String text, List<@Nullable Object> arguments) {
    var characters = text.codePoints().toArray();
    var taken = new StringBuilder();
    for (var index : indexes(characters.length, arguments)) {
      taken.appendCodePoint(characters[index]);
    }
    return taken.toString();
  }

  /** From, to and step; what is null has its usual value. */
  private static List<Integer> indexes(int size, List<@Nullable Object> arguments) {
    var step = number(arguments.get(2), 1);
    if (step == 0) {
      throw new IllegalArgumentException("a slice with step 0");
    }
    var least = step > 0 ? 0 : -1;
    var most = step > 0 ? size : size - 1;
    var from = bound(arguments.get(0), size, least, most, step > 0 ? least : most);
    var to = bound(arguments.get(1), size, least, most, step > 0 ? most : least);
    var indexes = new ArrayList<Integer>();
    for (var index = from; step > 0 ? index < to : index > to; index += step) {
      indexes.add(Math.toIntExact(index));
    }
    return indexes;
  }

  private static long bound(
      @Nullable Object given, int size, long least, long most, long byDefault) {
    if (given == null) {
      return byDefault;
    }
    var number = number(given, 0);
    return Math.clamp(number < 0 ? number + size : number, least, most);
  }

  private static long number(@Nullable Object given, long byDefault) {
    return switch (given) {
      case null -> byDefault;
      case Number number -> Math.clamp(number.longValue(), -(1L << 32), 1L << 32);
      default -> throw new IllegalArgumentException("a slice of something else than numbers");
    };
  }
}
