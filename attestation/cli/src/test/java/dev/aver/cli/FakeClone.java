// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A folder with the real launcher and its JDK search, and in place of everything behind them a few
 * lines of shell that say how they were called.
 */
final class FakeClone {
  private static final String MAVEN =
      """
      #!/bin/sh
      here=$(dirname "$0")
      printf '%s\\n' "$*" >> "$here/builds"
      [ ! -e "$here/build-fails" ] || { echo '[ERROR] does not compile'; exit 1; }
      echo '[INFO] Downloaded from somewhere: scheme://host/path/engine.jar (137 MB at 9 MB/s)'
      jars=attestation/cli/target/aver/aver.jar
      case "$*" in *enclave,host*) jars="$jars enclave/target/quarkus-app/quarkus-run.jar host/target/quarkus-app/quarkus-run.jar" ;; esac
      for jar in $jars; do
        mkdir -p "$(dirname "$here/$jar")"; echo jar > "$here/$jar"
      done
      """;

  /** Prints each argument on its own line, then ends with the status 3, as a verdict could. */
  private static final String JAVA =
      """
      #!/bin/sh
      for argument in "$@"; do printf '<%s>\\n' "$argument"; done
      exit 3
      """;

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  /** What a run printed, and its status. */
  record Outcome(int status, String out, String err) {}

  FakeClone(Path folder) throws IOException {
    this.folder = folder;
    var real = root();
    Files.createDirectories(folder.resolve(".mvn"));
    Files.copy(real.resolve("aver"), folder.resolve("aver"));
    Files.copy(real.resolve(".mvn/jdk.sh"), folder.resolve(".mvn/jdk.sh"));
    executable(folder.resolve("mvnw"), MAVEN);
    Files.createDirectories(source().getParent());
    Files.writeString(source(), "class Source {}");
    Files.createDirectories(home());
    environment.put("HOME", home().toString());
    environment.put("PATH", "/usr/bin:/bin");
  }

  /** The clone that this test belongs to. */
  static Path root() {
    var at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    return at;
  }

  Path folder() {
    return folder;
  }

  Path home() {
    return folder.resolve("home");
  }

  Path source() {
    return folder.resolve("attestation/cli/src/main/java/Source.java");
  }

  Path cache() {
    return home().resolve(".cache/aver");
  }

  FakeClone with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The commands that Maven got so far. */
  List<String> builds() throws IOException {
    var log = folder.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  /** A JDK as far as a shell can see; {@code release} is its version. */
  static Path jdk(Path home, String release) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    executable(home.resolve("bin/java"), JAVA);
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + release + "\"\n");
    return home;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  /** Runs the launcher without a terminal. */
  Outcome run(String... arguments) throws IOException, InterruptedException {
    var out = Files.createTempFile(folder, "out", "");
    var err = Files.createTempFile(folder, "err", "");
    var builder = new ProcessBuilder("sh", folder.resolve("aver").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(source().toFile()));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    var process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the launcher hangs");
    }
    return new Outcome(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
