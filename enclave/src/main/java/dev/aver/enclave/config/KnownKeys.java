// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.config;

import dev.aver.attestation.text.NearestName;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stops the start at a key nobody reads: a mistyped limit that silently keeps its default is worse
 * than no start.
 */
public final class KnownKeys {
  private final Set<String> known;

  /** Accepts these names only. */
  public KnownKeys(Set<String> known) {
    this.known = new TreeSet<>(known);
  }

  /** The names, sorted. */
  public Set<String> names() {
    return known;
  }

  /**
   * Checks the names under {@code aver.} among {@code given}. Environment variables come as they
   * are spelled there and are not among these.
   *
   * @throws IllegalArgumentException with the unknown name and the nearest known one
   */
  public void check(Iterable<String> given) {
    for (var name : given) {
      if (name.startsWith("aver.") && !known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown configuration key "
                + name
                + NearestName.of(name, known).map(n -> "; did you mean " + n + "?").orElse(""));
      }
    }
  }
}
