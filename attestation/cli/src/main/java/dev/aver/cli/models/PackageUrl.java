// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file inside a package, as package URLs write it: {@code pkg:TYPE/NAMESPACE/NAME@VERSION#PATH}.
 *
 * @param namespace group, scope or owner; empty without one
 * @param path of the file inside the package, with {@code /} between folders
 */
record PackageUrl(String type, String namespace, String name, String version, String path) {
  private static final Pattern FORM =
      Pattern.compile("pkg:([a-z]+)/(?:([^@#?]+)/)?([^/@#?]+)@([^@#?/]+)#([^#?]+)");

  /** Its parts; empty for any other form, also one that steps out of the package. */
  static Optional<PackageUrl> parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches() || match.group(5).contains("..") || match.group(5).startsWith("/")) {
      return Optional.empty();
    }
    return Optional.of(
        new PackageUrl(
            match.group(1),
            match.group(2) == null ? "" : decoded(match.group(2)),
            decoded(match.group(3)),
            decoded(match.group(4)),
            match.group(5)));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The last part of the path. */
  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
