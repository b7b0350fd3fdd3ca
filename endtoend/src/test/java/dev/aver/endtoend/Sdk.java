// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.contracts.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The official JavaScript SDK, as npm has it. */
final class Sdk {
  private static final Path FOLDER = Path.of("src/test/openai").toAbsolutePath();

  private Sdk() {}

  static void install() throws Exception {
    Tools.install(FOLDER);
  }

  static String run(String script, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).directory(FOLDER.toFile()).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), err);
    return out;
  }
}
