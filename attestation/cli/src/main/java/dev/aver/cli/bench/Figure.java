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
 * @param goal the figure shall not be above it
 * @param detail what it was computed from
 */
public record Figure(String name, double value, String unit, double goal, String detail) {
  /** For people. */
  public String line() {
    var figure = String.format(Locale.ROOT, "%-44s %8.3f %-4s", name, value, unit);
    var wanted = String.format(Locale.ROOT, "%s %.2f", value <= goal ? "<=" : "ABOVE", goal);
    return detail.isEmpty() ? figure + wanted : figure + wanted + "   (" + detail + ")";
  }

  /** For programs. */
  public Json.Obj toJson() {
    return Json.object()
        .put("name", name)
        .put("value", new Json.Num(String.format(Locale.ROOT, "%.6f", value)))
        .put("unit", unit)
        .put("goal", new Json.Num(String.format(Locale.ROOT, "%.6f", goal)))
        .put("detail", detail)
        .build();
  }
}
