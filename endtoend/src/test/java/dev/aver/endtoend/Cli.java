// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as it is packaged, in a process of its own. */
record Cli(int status, String out, String err) {
  private static final int MINUTES = 8;

  static Cli run(Object... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar().toString()));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    // Files, not pipes: what `up --detach` leaves running must not keep this process waiting.
    var out = Files.createTempFile("aver", ".out");
    var err = Files.createTempFile("aver", ".err");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      var ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertTrue(ended, "did not end: " + command);
      return new Cli(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  Cli expect(int wanted) {
    assertEquals(wanted, status, () -> out + err);
    return this;
  }

  String firstLine() {
    return out.lines().findFirst().orElse("");
  }

  private static Path jar() {
    var jar = Path.of("../attestation/cli/target/aver/aver.jar").toAbsolutePath().normalize();
    assertTrue(Files.exists(jar), jar + " is missing: run ./mvnw verify at the root");
    return jar;
  }
}
