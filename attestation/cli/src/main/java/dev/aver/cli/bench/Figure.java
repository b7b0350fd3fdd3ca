// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.attestation.json.Json;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param name what was measured
 * @param value the figure
 * @param unit of both numbers; empty for a ratio
 * @param atLeast whether the figure shall not be below the goal; else not above it
 * @param detail what it was computed from
 */
public record Figure(
    String name, double value, String unit, double goal, boolean atLeast, String detail) {
  /** A figure that shall not be above {@code goal}. */
  public Figure(String name, double value, String unit, double goal, String detail) {
    this(name, value, unit, goal, false, detail);
  }

  /** Whether the goal is reached. */
  public boolean good() {
    return atLeast ? value >= goal : value <= goal;
  }

  /** For people. */
  public String line() {
    var figure = String.format(Locale.ROOT, "%-44s %8.3f %-4s", name, value, unit);
    var wanted = String.format(Locale.ROOT, "%s %.2f", verdict(), goal);
    return detail.isEmpty() ? figure + wanted : figure + wanted + "   (" + detail + ")";
  }

  private String verdict() {
    if (atLeast) {
      return good() ? ">=" : "BELOW";
    }
    return good() ? "<=" : "ABOVE";
  }

  /** For programs. */
  public Json.Obj toJson() {
    return Json.object()
        .put("name", name)
        .put("value", new Json.Num(String.format(Locale.ROOT, "%.6f", value)))
        .put("unit", unit)
        .put("goal", new Json.Num(String.format(Locale.ROOT, "%.6f", goal)))
        .put("atLeast", atLeast)
        .put("detail", detail)
        .build();
  }
}
