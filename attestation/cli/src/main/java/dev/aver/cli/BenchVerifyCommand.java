// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.bench.VerificationLoop;
import dev.aver.cli.bench.VerificationWork;
import dev.aver.cli.local.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what verifying hardware evidence costs, here and now. */
@Command(
    name = "verify",
    description = {
      "Measure the verification of SEV-SNP reports and TDX quotes.",
      "From nothing and with known collateral, on one thread and on all. Takes one to three minutes."
    })
final class BenchVerifyCommand extends Subcommand {
  @Option(
      names = "--vectors",
      paramLabel = "FOLDER",
      description =
          "Measure genuine evidence from a folder of the attestation vectors (default: evidence of"
              + " simulated hardware in this clone).")
  @Nullable
  private Path vectors;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "2",
      description =
          "Time for each figure and each round of warming up (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(seconds > 0 && seconds <= 60)) {
      throw new CommandFailed(ExitCode.USAGE, "--seconds " + seconds + " is not 0 to 60", "");
    }
    if (vectors != null && !Files.isRegularFile(vectors.resolve("INDEX.json"))) {
      throw new CommandFailed(ExitCode.USAGE, vectors + " holds no vectors (no INDEX.json)", "");
    }
    var rows = new ArrayList<String>();
    if (!json) {
      out().println(VerificationWork.HEADING);
    }
    for (var work : VerificationWork.values()) {
      progress().step(work.title());
      measure(work, rows);
    }
    if (json) {
      out().println("[" + String.join(",", rows) + "]");
    }
    return ExitCode.OK;
  }

  private void measure(VerificationWork work, List<String> rows)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VerificationLoop.class.getName(),
                vectors == null ? "repository" : "vectors",
                (vectors == null ? Installation.here().root() : vectors).toString(),
                Double.toString(seconds),
                json ? "json" : "table",
                work.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(line);
        if (!json) {
          out().println(line);
        }
      }
      if (process.waitFor() != 0) {
        throw new CommandFailed(ExitCode.REJECTED, work.title() + " could not be measured", "");
      }
    } finally {
      process.destroy();
    }
  }
}
