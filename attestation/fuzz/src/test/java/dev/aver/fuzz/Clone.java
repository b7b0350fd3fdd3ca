// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this repository is. */
final class Clone {
  private Clone() {}

  /** The folder with mvnw, upwards of where the process runs. */
  static Path folder() {
    var folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no folder with mvnw upwards of here");
    }
    return folder;
  }
}
