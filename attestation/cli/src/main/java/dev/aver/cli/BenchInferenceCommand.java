// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.cli.bench.EmbeddingsBench;
import dev.aver.cli.bench.Figure;
import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalPair;
import dev.aver.cli.local.ProcessFile;
import dev.aver.cli.local.StateFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows how fast models run here beside others' ways to run them. It judges nothing. */
@Command(
    name = "inference",
    description = {
      "Measure inference through HTTP with receipts beside peers, as ratios of one run.",
      "Builds the peers, which the first time are fetched; takes some minutes."
    })
final class BenchInferenceCommand extends Subcommand {
  @Option(
      names = "--texts",
      paramLabel = "N",
      defaultValue = "512",
      description = "Texts per round of embeddings (default: ${DEFAULT-VALUE}).")
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
    var figures = new ArrayList<Figure>();
    var guard = StopOnExit.of(pair, state.report());
    try {
      figures.addAll(new EmbeddingsBench(here, state, texts, progress()).run(pair));
    } finally {
      guard.close();
    }
    state.purge();
    if (json) {
      out().println(JsonWriter.write(Json.array(figures.stream().map(Figure::toJson).toList())));
    } else {
      figures.forEach(figure -> out().println(figure.line()));
    }
    return ExitCode.OK;
  }
}
