// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.oip;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What stands behind {@code /v2/models/}: {@code NAME[/versions/VERSION][/ACTION]}.
 *
 * @param version the digest of the model, if the path names one
 * @param action {@code ready}, {@code infer}, or empty
 */
record ModelPath(String name, Optional<String> version, String action) {
  private static final String INFER = "infer";
  private static final Set<String> ACTIONS = Set.of("", "ready", INFER);

  /** Whether the protocol has this action. */
  boolean isKnown() {
    return ACTIONS.contains(action);
  }

  /** Whether a model is to run, which takes another method than to look at one. */
  boolean isInference() {
    return action.equals(INFER);
  }

  /** The parts of a path that is still percent-encoded; empty for any other form. */
  static Optional<ModelPath> parse(String encoded) {
    List<String> parts;
    try {
      parts =
          Stream.of(encoded.split("/", -1))
              .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
              .toList();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (parts.stream().anyMatch(String::isEmpty)) {
      return Optional.empty();
    }
    var versioned = parts.size() >= 3 && parts.get(1).equals("versions");
    var rest = parts.subList(versioned ? 3 : 1, parts.size());
    return rest.size() > 1
        ? Optional.empty()
        : Optional.of(
            new ModelPath(
                parts.getFirst(),
                versioned ? Optional.of(parts.get(2)) : Optional.empty(),
                rest.isEmpty() ? "" : rest.getFirst()));
  }
}
