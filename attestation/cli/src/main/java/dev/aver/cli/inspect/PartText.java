// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A part as lines for people. Whatever the file says, no line can move the reader's cursor. */
public final class PartText {
  private static final int LONGEST = 192;
  private static final int SHOWN = 64;

  private final List<String> lines = new ArrayList<>();

  private PartText() {}

  /** The table of {@code part} and, indented, of the parts inside. */
  public static List<String> lines(Part part) {
    var text = new PartText();
    text.write(part, "");
    return text.lines;
  }

  /** What is wrong, with its stable code. */
  public static String said(Rejected problem) {
    return printable(problem.reason() + ": " + problem.detail());
  }

  private void write(Part part, String indent) {
    lines.add(indent + title(part));
    if (!part.fields().isEmpty()) {
      var width = part.fields().stream().mapToInt(f -> f.name().length()).max().orElseThrow();
      lines.add(indent + "  offset length  " + pad("name", width) + "  value");
      part.fields().forEach(field -> lines.add(indent + line(field, width)));
    }
    part.problems().forEach(problem -> lines.add(indent + "  WRONG: " + said(problem)));
    part.parts().forEach(inner -> write(inner, indent + "  "));
  }

  private static String title(Part part) {
    var name = part.name().isEmpty() ? "" : part.name() + ": ";
    return printable(name + part.kind() + (part.size() == 0 ? "" : ", " + part.size() + " bytes"));
  }

  /** Offsets in hexadecimal, as the specifications write them; lengths in decimal. */
  private static String line(Field field, int width) {
    var where =
        field.offset().isEmpty()
            ? "       -      -"
            : String.format(Locale.ROOT, "  %6x %6d", field.offset().getAsInt(), field.length());
    var meaning = field.meaning().isEmpty() ? "" : "  " + field.meaning();
    var text = where + "  " + pad(field.name(), width) + "  " + shortened(field.value()) + meaning;
    return printable(text.stripTrailing());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, SHOWN) + "... (--json shows all)";
  }

  /** Control characters, and those that reorder text, as their numbers. */
  private static String printable(String text) {
    var shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isPlain(point)) {
                shown.appendCodePoint(point);
              } else {
                shown.append(String.format(Locale.ROOT, "\\u{%x}", point));
              }
            });
    return shown.toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
