// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A package manager of this machine, with the user's own settings. */
final class PackageTool {
  private static final int PATIENCE_MINUTES = 10;

  private final List<String> command;

  PackageTool(String... command) {
    this.command = List.of(command);
  }

  /** Runs in {@code folder}; its progress goes to standard error, as it shows it itself. */
  void run(Path folder) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException(command.getFirst() + " is not installed", e);
    }
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      // pip writes its progress there, which must not mix with what this command prints.
      out.lines().forEach(System.err::println);
    }
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("`" + String.join(" ", command) + "` did not succeed");
    }
  }
}
