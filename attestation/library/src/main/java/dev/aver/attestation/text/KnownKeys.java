// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.text;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what is configured and read by nobody, so that a service can stop its start: a mistyped
 * limit that silently keeps its default is worse than no start.
 */
public final class KnownKeys {
  private static final String KEYS = "aver.";
  private static final String VARIABLES = "AVER_";

  /** For the launcher and the build, which start services with their own environment. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "AVER_JDK",
          "AVER_JDK_URL",
          "AVER_JDK_SHA256",
          "AVER_REQUIRE_ALL",
          "AVER_SHOW_DOWNLOADS",
          "AVER_YES");

  private final Set<String> names;
  private final Set<String> variables = new TreeSet<>(OF_OTHERS);

  /** Accepts these keys, in the spelling of files ({@code aver.log.checkpoint-interval}). */
  public KnownKeys(Set<String> names) {
    this.names = new TreeSet<>(names);
    names.forEach(name -> variables.add(variable(name)));
  }

  /** The keys, sorted. */
  public Set<String> names() {
    return names;
  }

  /** What to say about the first of {@code keys} below {@code aver.} that is not known. */
  public Optional<String> complaint(Iterable<String> keys) {
    return complaint(keys, KEYS, names, "configuration key ");
  }

  /** What to say about the first {@code AVER_…} variable that stands for no known key. */
  public Optional<String> complaintOfEnvironment(Iterable<String> variableNames) {
    return complaint(variableNames, VARIABLES, variables, "environment variable ");
  }

  private static Optional<String> complaint(
      Iterable<String> given, String prefix, Set<String> known, String kind) {
    for (var name : given) {
      if (name.startsWith(prefix) && !known.contains(name)) {
        var meant = NearestName.of(name, known).map(near -> "; did you mean " + near + "?");
        return Optional.of("unknown " + kind + name + meant.orElse(""));
      }
    }
    return Optional.empty();
  }

  /** How MicroProfile Config spells a key in the environment. */
  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
