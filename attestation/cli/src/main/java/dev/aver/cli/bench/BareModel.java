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

/** The enclave's model and issuer of receipts in a loop, in a process of their own. */
final class BareModel implements AutoCloseable {
  private static final String MAIN = "dev.aver.enclave.BareLoop";

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;

  private BareModel(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /** Starts it from the very jars that the enclave runs from. */
  static BareModel start(Installation here, Path log) throws IOException {
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
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
    command.addAll(List.of(MAIN, here.models().toString()));
    return new BareModel(new ProcessBuilder(command).redirectError(log.toFile()).start());
  }

  /** CPU nanoseconds of the whole process for so many texts. */
  long texts(int count, String text) throws IOException {
    return ask("texts " + count + " " + text);
  }

  /** CPU nanoseconds of the thread that issued so many receipts. */
  long receipts(int count) throws IOException {
    return ask("receipts " + count);
  }

  private long ask(String question) throws IOException {
    questions.println(question);
    // Native libraries may print lines of their own: an answer is a line of digits.
    for (var line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.matches("[0-9]+")) {
        return Long.parseLong(line);
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
