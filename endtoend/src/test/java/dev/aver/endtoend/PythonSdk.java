// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The official Python SDK in an environment of its own, as pip has it. */
final class PythonSdk {
  private static final Path FOLDER = Path.of("src/test/openai").toAbsolutePath();
  private static final Path HOME = Path.of("target/python").toAbsolutePath();

  private PythonSdk() {}

  /** Makes the environment once per checkout; skips the test where there is no Python. */
  static void install() throws IOException, InterruptedException {
    var wanted = Files.readString(FOLDER.resolve("requirements.txt"));
    var done = HOME.resolve("installed.txt");
    if (Files.exists(done) && Files.readString(done).equals(wanted)) {
      return;
    }
    var made =
        run("python3", "-m", "venv", "--clear", HOME.toString())
            && run(
                HOME.resolve("bin/pip").toString(),
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "-r",
                FOLDER.resolve("requirements.txt").toString());
    if (!made) {
      missing("the Python SDK cannot be installed: python3 with venv and pip is needed");
    }
    Files.writeString(done, wanted);
  }

  private static void missing(String what) {
    if ("1".equals(System.getenv("AVER_REQUIRE_ALL"))) {
      throw new IllegalStateException("AVER_REQUIRE_ALL=1 and " + what);
    }
    abort(what);
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      // Not inherited: on the standard output of a test's process its results travel.
      process.inputReader().lines().forEach(System.err::println);
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  static String run(String script, String argument) throws Exception {
    var command = List.of(HOME.resolve("bin/python").toString(), script, argument);
    var process = new ProcessBuilder(command).directory(FOLDER.toFile()).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), err);
    return out;
  }
}
