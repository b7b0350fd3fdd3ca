// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.cli.bench.Bench;
import dev.aver.cli.bench.Figure;
import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalPair;
import dev.aver.cli.local.ProcessFile;
import dev.aver.cli.local.StateFolder;
import java.io.IOException;
import java.util.List;
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
final class BenchCommand extends Subcommand {
  @Option(
      names = "--texts",
      paramLabel = "N",
      defaultValue = "400",
      description = "Texts per round (default: ${DEFAULT-VALUE}).")
  private int texts;

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (texts < 1) {
      throw new CommandFailed(ExitCode.USAGE, "--texts " + texts + " is less than one", "");
    }
    var here = Installation.here();
    var state = StateFolder.open(StateFolder.open(here.state()).path().resolve("bench"));
    var pair = new LocalPair(new ProcessFile(state.processes()), List.of());
    List<Figure> figures;
    var guard = StopOnExit.of(pair, state.report());
    try {
      figures = new Bench(here, state, texts, progress()).run(pair);
    } finally {
      guard.close();
    }
    state.purge();
    if (json) {
      var list = Json.array(figures.stream().map(Figure::toJson).toList());
      out().println(JsonWriter.write(list));
    } else {
      figures.forEach(figure -> out().println(figure.line()));
    }
    return ExitCode.OK;
  }
}
