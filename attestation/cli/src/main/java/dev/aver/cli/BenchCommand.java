// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.bench.Bench;
import dev.aver.cli.local.Installation;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the proofs cost, as ratios of one run. It judges nothing: machines differ. */
@Command(
    name = "bench",
    description = {
      "Measure what receipts and the service around a model cost, as ratios of one run.",
      "Starts an enclave and a relay of its own; takes a minute or two."
    },
    subcommands = {BenchVerifyCommand.class, BenchInferenceCommand.class})
final class BenchCommand extends FiguresCommand {
  @Option(
      names = "--texts",
      paramLabel = "N",
      defaultValue = "400",
      description = "Texts per round (default: ${DEFAULT-VALUE}).")
  private int texts;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireTexts(texts);
    var here = Installation.here();
    print(measure(here, (state, pair) -> new Bench(here, state, texts, progress()).run(pair)));
    return ExitCode.OK;
  }
}
