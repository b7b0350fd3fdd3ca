// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.config;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The effective configuration that becomes part of the enclave's name (formats.md, 3): every known
 * key with the value in force, defaults included, except those that only say where something lies
 * on this machine. What lies there is identified by its digest instead.
 */
public final class MeasuredConfiguration {
  private static final Set<String> PLACES =
      Set.of(
          "aver.models.catalogue",
          "aver.models.directory",
          "aver.chat.directory",
          "aver.private-directory",
          "aver.attester.software.directory");

  private MeasuredConfiguration() {}

  /** The values by name; a key without a value is left out. */
  public static SortedMap<String, String> of(
      Set<String> names, Function<String, @Nullable String> value) {
    var values = new TreeMap<String, String>();
    for (var name : names) {
      var found = PLACES.contains(name) ? null : value.apply(name);
      if (found != null) {
        values.put(name, found);
      }
    }
    return values;
  }
}
