// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders with all they hold. */
public final class FileTree {
  private FileTree() {}

  /**
   * Removes {@code folder} with all it holds; links, not what they lead to.
   *
   * @throws IOException what could not be removed stays, with the folders it is in
   */
  public static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
