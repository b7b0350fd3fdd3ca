// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.cli.CommandFailed;
import dev.aver.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this clone's own parts are; the launcher says where the clone is. */
public record Installation(Path root) {
  /** The clone that {@code ./aver} was started from, else the nearest one above here. */
  public static Installation here() {
    var told = System.getProperty("aver.root");
    if (told != null) {
      return new Installation(Path.of(told).toAbsolutePath().normalize());
    }
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("mvnw"))) {
        return new Installation(at);
      }
    }
    throw new CommandFailed(
        ExitCode.USAGE, "not inside a clone of Aver", "Run ./aver in the folder that was cloned.");
  }

  /** The enclave as its module packages it. */
  public Path enclaveJar() {
    return built("enclave");
  }

  /** The relay as its module packages it. */
  public Path relayJar() {
    return built("host");
  }

  /** Where the build put the models' files. */
  public Path models() {
    return root.resolve("enclave/target/models");
  }

  /** The user's own models, as {@code models add} enters them. */
  public Path catalogue() {
    return state().resolve("models.json");
  }

  /** The state of what {@code up} starts here. */
  public Path state() {
    return root.resolve(".aver");
  }

  /** The state of a {@code verifier} here: what it runs, and its log. */
  public Path verifierState() {
    return root.resolve(".aver-verifier");
  }

  private Path built(String module) {
    var jar = root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.isRegularFile(jar)) {
      throw new CommandFailed(
          ExitCode.REJECTED,
          "the " + module + " is not built",
          "Start through ./aver, which builds it, or run ./mvnw package.");
    }
    return jar;
  }
}
