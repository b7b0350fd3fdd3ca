// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The attestation vectors beside the repository. Where they are absent a test says so and is
 * skipped, or fails if AVER_REQUIRE_ALL=1.
 */
final class SharedVectors {
  private SharedVectors() {}

  /** One file of them. */
  static Path file(String path) {
    var folder = FakeClone.root().resolveSibling("shared").resolve("vectors");
    if (!Files.exists(folder.resolve("INDEX.json"))) {
      if ("1".equals(System.getenv("AVER_REQUIRE_ALL"))) {
        throw new IllegalStateException("AVER_REQUIRE_ALL=1 and there are no attestation vectors");
      }
      System.out.println("SKIPPED: no attestation vectors beside the repository");
      Assumptions.abort("no attestation vectors beside the repository");
    }
    return folder.resolve(path);
  }
}
