// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {
  private static final Set<String> KNOWN = UnknownKeys.known().names();

  @Test
  void knowsKeysInTheSpellingOfFiles() {
    assertTrue(
        KNOWN.containsAll(Set.of("aver.mode", "aver.endorsements.intel-root-crl")), "" + KNOWN);
  }

  @Test
  void findsEveryKeyInTheDocumentation() throws Exception {
    var text = Files.readString(Path.of("../docs/api/relay.md"));
    for (var key : KNOWN) {
      assertTrue(text.contains("`" + key + "`"), key);
    }
  }
}
