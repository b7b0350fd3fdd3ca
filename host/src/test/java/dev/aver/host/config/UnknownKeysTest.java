// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {
  private static final Set<String> KNOWN = UnknownKeys.known().names();

  @Test
  void knowsEveryKeyInTheSpellingOfFiles() {
    assertEquals(
        Set.of(
            "aver.enclave.url",
            "aver.feed.retry",
            "aver.feed.wait",
            "aver.ledger.directory",
            "aver.mode",
            "aver.relay.connect-timeout",
            "aver.relay.connections",
            "aver.relay.idle-timeout",
            "aver.relay.max-body",
            "aver.relay.upload-timeout",
            "aver.verification.queue",
            "aver.verification.threads",
            "aver.verifier.developer",
            "aver.verifier.key-file"),
        KNOWN);
  }

  @Test
  void findsEveryKeyInTheDocumentation() throws Exception {
    var text = Files.readString(Path.of("../docs/api/relay.md"));
    for (var key : KNOWN) {
      assertTrue(text.contains("`" + key + "`"), key);
    }
  }
}
