// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.cli.local.Installation;
import dev.aver.cli.local.Service;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A loop of the enclave's own parts, in a process of its own: a question a line, numbers back. */
final class BareProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;

  private BareProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /** Starts it from the very jars that the enclave runs from. */
  static BareProcess start(Installation here, Path log, String main, String... arguments)
      throws IOException {
    var application = here.enclaveJar().resolveSibling("");
    var classPath =
        String.join(
            File.pathSeparator,
            application.resolve("app") + "/*",
            application.resolve("lib/boot") + "/*",
            application.resolve("lib/main") + "/*");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Service.JVM); // As the service, or the comparison would be of settings.
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, main));
    command.addAll(List.of(arguments));
    return new BareProcess(new ProcessBuilder(command).redirectError(log.toFile()).start());
  }

  /** The numbers of the answer. */
  long[] ask(String question) throws IOException {
    questions.println(question);
    // Native libraries may print lines of their own: an answer is a line of digits.
    for (var line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.matches("[0-9]+( [0-9]+)*")) {
        return Stream.of(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
      }
    }
    throw new IOException("the bare loop has ended");
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
