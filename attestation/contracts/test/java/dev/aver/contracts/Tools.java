// SPDX-License-Identifier: Apache-2.0
package dev.aver.contracts;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The programs of the contracts' folder, put there by {@code npm ci}. */
public final class Tools {
  private static final int INSTALL_MINUTES = 5;

  private Tools() {}

  /** The contracts' folder, wherever in the repository the test runs. */
  public static Path folder() {
    var here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("mvnw"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("not inside the repository");
      }
    }
    return here.resolve("attestation/contracts");
  }

  /** {@link #install(Path)} in the contracts' folder. */
  public static void install() throws IOException, InterruptedException {
    install(folder());
  }

  /**
   * Installs what a folder's {@code package-lock.json} names, once per checkout. Skips the test in
   * one line where npm is missing, or fails it under {@code AVER_REQUIRE_ALL=1}.
   */
  public static synchronized void install(Path folder) throws IOException, InterruptedException {
    if (onPath("npm").isEmpty() || onPath("node").isEmpty()) {
      missing("npm is not installed: install Node.js with npm to run this test");
    }
    var installed = folder.resolve("node_modules/.package-lock.json");
    var lock = folder.resolve("package-lock.json");
    if (Files.exists(installed)
        && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) >= 0) {
      return;
    }
    run(folder, "npm", "ci", "--no-fund", "--no-audit");
  }

  /** The chain node: the one that npm brought, else one on PATH. */
  public static Path anvil() {
    var packaged = folder().resolve("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
    if (Files.isExecutable(packaged)) {
      return packaged;
    }
    return onPath("anvil")
        .orElseGet(
            () -> {
              missing("anvil is not installed: npm has none for this platform, put one on PATH");
              return packaged;
            });
  }

  /** Runs a program in the contracts' folder and fails with its output. */
  public static void run(String... command) throws IOException, InterruptedException {
    run(folder(), command);
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    var output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      fail(List.of(command) + " failed:\n" + output);
    }
  }

  private static Optional<Path> onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(entry -> Path.of(entry, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void missing(String sentence) {
    if ("1".equals(System.getenv("AVER_REQUIRE_ALL"))) {
      fail(sentence);
    }
    System.out.println("SKIPPED: " + sentence);
    abort(sentence);
  }
}
