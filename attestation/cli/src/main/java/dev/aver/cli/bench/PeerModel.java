// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.cli.local.Installation;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** LangChain4j's in-process model, in a process of its own, built when it is asked for. */
final class PeerModel implements AutoCloseable {
  private static final String MAIN = "dev.aver.benchmarks.LangChainLoop";

  private static final Pattern COST = Pattern.compile("([0-9]+) ([0-9]+)");

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;

  private PeerModel(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /** Builds it, which fetches it the first time, and starts it over the texts of a file. */
  static PeerModel start(Installation here, Path texts, Path log)
      throws IOException, InterruptedException {
    var folder = here.root().resolve("benchmarks/langchain4j");
    var build =
        new ProcessBuilder(here.root().resolve("mvnw").toString(), "-q", "package")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (build.waitFor() != 0) {
      throw new IOException("the peer does not build, see " + log);
    }
    var target = folder.resolve("target");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                target + "/*" + File.pathSeparator + target.resolve("lib") + "/*",
                MAIN,
                texts.toString())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new PeerModel(process);
  }

  /** Embeds all texts in lists of {@code size}, called by so many threads. */
  Cost run(int clients, int size) throws IOException {
    questions.println(clients + " " + size);
    for (var line = answers.readLine(); line != null; line = answers.readLine()) {
      var numbers = COST.matcher(line);
      if (numbers.matches()) {
        return new Cost(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)));
      }
    }
    throw new IOException("the peer has ended");
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
