// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the texts, lists and maps of Python can do, as far as chat templates ask for it. Templates
 * are written for Python, and a method of the same name in Java may do something else ({@code
 * split} takes a pattern there).
 */
final class PythonMethods {
  /** A slice, as {@link TemplateExpression} spells it: from, to, step. */
  static final String SLICE = "slice_of";

  /** The item at an index, or of a name, if there is one. */
  static final String ITEM = "item_at";

  /** The item at an index, if it is none before the first. */
  static final String NEIGHBOUR = "neighbour_at";

  /** The answer to a call that means nothing. */
  enum Unknown {
    /** There is no such method. */
    METHOD
  }

  private PythonMethods() {}

  /** What {@code base.name(arguments)} is, or {@link Unknown}. */
  static @Nullable Object call(
      @Nullable Object base, String name, List<@Nullable Object> arguments) {
    if (base == null && (name.equals(ITEM) || name.equals(SLICE))) {
      return null;
    }
    return switch (base) {
      case List<?> list when name.equals(NEIGHBOUR) -> neighbour(list, arguments.getFirst());
      case String text when name.equals(SLICE) -> PythonSlices.of(text, arguments);
      case List<?> list when name.equals(SLICE) -> PythonSlices.of(list, arguments);
      case List<?> list when name.equals(ITEM) -> item(list, arguments.getFirst());
      case Map.Entry<?, ?> pair when name.equals(ITEM) ->
          item(pair(pair.getKey(), pair.getValue()), arguments.getFirst());
      case Map<?, ?> map when name.equals(ITEM) -> map.get(arguments.getFirst());
      case String text when name.equals(ITEM) -> character(text, arguments.getFirst());
      case String text -> text(text, name, arguments);
      case Map<?, ?> map -> map(map, name, arguments);
      case null, default -> Unknown.METHOD;
    };
  }

  private static @Nullable Object neighbour(List<?> list, @Nullable Object index) {
    return index instanceof Number number && number.longValue() >= 0 ? item(list, index) : null;
  }

  /** Counted from the end if negative. */
  private static @Nullable Object item(List<?> list, @Nullable Object index) {
    var place = place(index, list.size());
    return place < 0 ? null : list.get(place);
  }

  private static @Nullable Object character(String text, @Nullable Object index) {
    var characters = text.codePoints().toArray();
    var place = place(index, characters.length);
    return place < 0 ? null : Character.toString(characters[place]);
  }

  /** −1 if there is none. */
  private static int place(@Nullable Object index, int size) {
    if (!(index instanceof Number number)) {
      return -1;
    }
    var place = number.longValue() < 0 ? number.longValue() + size : number.longValue();
    return place >= 0 && place < size ? (int) place : -1;
  }

  private static Object text(String text, String name, List<@Nullable Object> given) {
    var first = given.isEmpty() ? null : given.getFirst();
    return switch (name) {
      case "startswith" ->
          given.size() == 1 ? any(first).stream().anyMatch(text::startsWith) : Unknown.METHOD;
      case "endswith" ->
          given.size() == 1 ? any(first).stream().anyMatch(text::endsWith) : Unknown.METHOD;
      case "strip" -> right(left(text, first), first);
      case "lstrip" -> left(text, first);
      case "rstrip" -> right(text, first);
      case "removeprefix" ->
          text.startsWith(String.valueOf(first))
              ? text.substring(String.valueOf(first).length())
              : text;
      case "removesuffix" ->
          text.endsWith(String.valueOf(first))
              ? text.substring(0, text.length() - String.valueOf(first).length())
              : text;
      case "split" ->
          first == null && given.size() > 1 ? Unknown.METHOD : split(text, first, most(given));
      case "splitlines" -> given.isEmpty() ? text.lines().toList() : Unknown.METHOD;
      case "replace" ->
          given.size() == 2 ? text.replace(first + "", given.get(1) + "") : Unknown.METHOD;
      case "count" -> first == null ? Unknown.METHOD : count(text, first.toString());
      case "isdigit" -> !text.isEmpty() && text.codePoints().allMatch(Character::isDigit);
      case "isspace" -> !text.isEmpty() && text.chars().allMatch(c -> among((char) c, null));
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "capitalize" ->
          text.isEmpty()
              ? text
              : text.substring(0, 1).toUpperCase(Locale.ROOT)
                  + text.substring(1).toLowerCase(Locale.ROOT);
      case "title" -> title(text);
      case "find" -> (long) text.indexOf(String.valueOf(first));
      case "join" -> first instanceof Collection<?> parts ? joined(text, parts) : Unknown.METHOD;
      default -> Unknown.METHOD;
    };
  }

  private static Object count(String text, String part) {
    return part.isEmpty() ? Unknown.METHOD : (long) text.split(Pattern.quote(part), -1).length - 1;
  }

  private static String title(String text) {
    var title = new StringBuilder();
    var inside = false;
    for (var character : text.codePoints().toArray()) {
      title.appendCodePoint(
          inside ? Character.toLowerCase(character) : Character.toTitleCase(character));
      inside = Character.isLetter(character);
    }
    return title.toString();
  }

  private static String joined(String between, Collection<?> parts) {
    return String.join(between, parts.stream().map(String::valueOf).toList());
  }

  /** One text, or several of which any will do. */
  private static List<String> any(@Nullable Object wanted) {
    return wanted instanceof Collection<?> several
        ? several.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(wanted));
  }

  private static boolean among(char character, @Nullable Object characters) {
    return characters == null
        ? Character.isWhitespace(character) || Character.isSpaceChar(character)
        : String.valueOf(characters).indexOf(character) >= 0;
  }

  private static String left(String text, @Nullable Object characters) {
    var begin = 0;
    while (begin < text.length() && among(text.charAt(begin), characters)) {
      begin++;
    }
    return text.substring(begin);
  }

  private static String right(String text, @Nullable Object characters) {
    var end = text.length();
    while (end > 0 && among(text.charAt(end - 1), characters)) {
      end--;
    }
    return text.substring(0, end);
  }

  private static int most(List<@Nullable Object> given) {
    return given.size() > 1 && given.get(1) instanceof Number most && most.intValue() >= 0
        ? most.intValue()
        : Integer.MAX_VALUE;
  }

  /** At white space if there is no {@code separator}; then nothing is left empty. */
  private static List<String> split(String text, @Nullable Object separator, int most) {
    if (separator == null) {
      return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
    var by = String.valueOf(separator);
    if (by.isEmpty()) {
      throw new IllegalArgumentException("an empty separator");
    }
    var parts = new ArrayList<String>();
    var begin = 0;
    for (var end = text.indexOf(by); end >= 0 && parts.size() < most; ) {
      parts.add(text.substring(begin, end));
      begin = end + by.length();
      end = text.indexOf(by, begin);
    }
    parts.add(text.substring(begin));
    return parts;
  }

  private static @Nullable Object map(Map<?, ?> map, String name, List<@Nullable Object> given) {
    return switch (name) {
      case "items" -> items(map);
      case "keys" -> new ArrayList<Object>(map.keySet());
      case "values" -> new ArrayList<@Nullable Object>(map.values());
      case "get" ->
          map.containsKey(given.getFirst()) || given.size() < 2
              ? map.get(given.getFirst())
              : given.get(1);
      default -> Unknown.METHOD;
    };
  }

  /** Pairs, in order. */
  static List<Object> items(Map<?, ?> map) {
    var items = new ArrayList<Object>();
    map.forEach((key, value) -> items.add(Collections.unmodifiableList(pair(key, value))));
    return items;
  }

  private static List<@Nullable Object> pair(Object key, @Nullable Object value) {
    var pair = new ArrayList<@Nullable Object>();
    pair.add(key);
    pair.add(value);
    return pair;
  }
}
