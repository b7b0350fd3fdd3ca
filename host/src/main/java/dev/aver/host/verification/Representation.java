// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import dev.aver.attestation.ear.Ear;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How a result can be given, by the caller's {@code Accept} (RFC 9110, 12.5.1). */
enum Representation {
  /** {@code aver/result/v1}, to whoever does not ask for anything else. */
  RESULT("application/json"),
  /** A signed EAR, to whoever asks for it by name. */
  TOKEN(Ear.MEDIA_TYPE);

  private static final Set<String> TAKES_A_RESULT =
      Set.of("application/json", "application/*", "*/*");

  private static final Pattern COMMA = Pattern.compile(",");

  private final String mediaType;

  Representation(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The Content-Type. */
  String mediaType() {
    return mediaType;
  }

  /**
   * What the caller prefers of what there is; empty if it wants a token, nothing beside it, and
   * {@code signs} says that there is none.
   *
   * @param accept the values of the header, maybe none
   */
  static Optional<Representation> of(List<String> accept, boolean signs) {
    var ranges =
        accept.stream()
            .flatMap(COMMA::splitAsStream)
            .map(Range::of)
            .filter(range -> range.weight > 0)
            .sorted((a, b) -> Double.compare(b.weight, a.weight))
            .map(Range::type)
            .toList();
    for (var type : ranges) {
      if (type.equals(Ear.MEDIA_TYPE) && signs) {
        return Optional.of(TOKEN);
      }
      if (TAKES_A_RESULT.contains(type)) {
        return Optional.of(RESULT);
      }
    }
    return ranges.contains(Ear.MEDIA_TYPE) && !signs ? Optional.empty() : Optional.of(RESULT);
  }

  private record Range(String type, double weight) {
    static Range of(String text) {
      var parts = text.toLowerCase(Locale.ROOT).split(";", -1);
      var weight = 1.0;
      for (var parameter : parts) {
        if (parameter.strip().startsWith("q=")) {
          weight = weight(parameter.strip().substring(2));
        }
      }
      return new Range(parts[0].strip(), weight);
    }

    private static double weight(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return 0; // whoever cannot spell it gets what is given by default
      }
    }
  }
}
