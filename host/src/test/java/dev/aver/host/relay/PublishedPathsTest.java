// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the relay lets through stands in the published description of its API. */
class PublishedPathsTest {
  private static final Pattern PATH = Pattern.compile("^  (/\\S+):$");

  @Test
  void everyPublicPathIsDescribed() throws Exception {
    var described =
        Files.readAllLines(Path.of("../docs/api/relay.yaml")).stream()
            .map(PATH::matcher)
            .filter(java.util.regex.Matcher::matches)
            .map(path -> path.group(1).replaceAll("\\{\\w+}", "a"))
            .toList();
    var missing =
        PublicPath.all().stream()
            .filter(known -> described.stream().noneMatch(known.path().asMatchPredicate()))
            .toList();
    assertEquals(List.of(), missing);
  }
}
