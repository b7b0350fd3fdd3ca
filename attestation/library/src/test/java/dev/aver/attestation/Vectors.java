// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The attestation vectors beside the repository. Where they are absent a test says so and is
 * skipped, or fails if AVER_REQUIRE_ALL=1.
 */
public final class Vectors {
  private Vectors() {}

  /** The folder of the vectors. */
  public static Path folder() {
    var folder = repository().resolveSibling("shared").resolve("vectors");
    if (!Files.exists(folder.resolve("INDEX.json"))) {
      if ("1".equals(System.getenv("AVER_REQUIRE_ALL"))) {
        throw new IllegalStateException("AVER_REQUIRE_ALL=1 and there are no vectors at " + folder);
      }
      System.out.println("SKIPPED: no attestation vectors at " + folder);
      Assumptions.abort("no attestation vectors beside the repository");
    }
    return folder;
  }

  /** The folder with mvnw, upwards of where the test runs. */
  public static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no folder with mvnw upwards of here");
    }
    return folder;
  }

  /** One file of the vectors. */
  public static Bytes read(String path) {
    try {
      return Bytes.of(Files.readAllBytes(folder().resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The index. */
  public static Json.Obj index() {
    try {
      return (Json.Obj) JsonReader.read(read("INDEX.json"), 1 << 24, 64);
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }
}
