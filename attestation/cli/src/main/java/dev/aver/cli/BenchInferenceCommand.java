// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.cli.bench.ChatBench;
import dev.aver.cli.bench.EmbeddingsBench;
import dev.aver.cli.bench.Figure;
import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalPair;
import dev.aver.cli.local.ProcessFile;
import dev.aver.cli.local.StateFolder;
import dev.aver.cli.models.ModelChoice;
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
      "The peers: embeddings beside LangChain4j, chats beside a bare loop of the same model's steps.",
      "Builds the peers, which the first time are fetched; takes some minutes."
    })
final class BenchInferenceCommand extends Subcommand {
  private static final List<String> KINDS = List.of("all", "embeddings", "chats");

  @Option(
      names = "--texts",
      paramLabel = "N",
      defaultValue = "1024",
      description = "Texts per round of embeddings (default: ${DEFAULT-VALUE}).")
  private int texts;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "4",
      description = "Rounds of each kind of chats (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--of",
      paramLabel = "all|embeddings|chats",
      defaultValue = "all",
      description = "What to measure (default: ${DEFAULT-VALUE}).")
  private String kind = "all";

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (texts < 1) {
      throw new CommandFailed(ExitCode.USAGE, "--texts " + texts + " is less than one", "");
    }
    if (rounds < 1 || !KINDS.contains(kind)) {
      throw new CommandFailed(ExitCode.USAGE, "--rounds is from one, --of one of " + KINDS, "");
    }
    var here = Installation.here();
    var figures = new ArrayList<Figure>();
    if (!kind.equals("chats")) {
      figures.addAll(
          measure(
              here,
              (state, pair) -> new EmbeddingsBench(here, state, texts, progress()).run(pair)));
    }
    var models =
        kind.equals("embeddings")
            ? ModelChoice.embeddings(here)
            : ModelChoice.of("all", here, progress());
    if (models.chatFolder().isPresent()) {
      figures.addAll(
          measure(
              here,
              (state, pair) -> new ChatBench(here, state, models, rounds, progress()).run(pair)));
    }
    if (json) {
      out().println(JsonWriter.write(Json.array(figures.stream().map(Figure::toJson).toList())));
    } else {
      figures.forEach(figure -> out().println(figure.line()));
    }
    return ExitCode.OK;
  }

  private interface Measurement {
    List<Figure> of(StateFolder state, LocalPair pair) throws IOException, InterruptedException;
  }

  /** With processes of its own, which are gone afterwards. */
  private static List<Figure> measure(Installation here, Measurement measurement)
      throws IOException, InterruptedException {
    var state = StateFolder.open(StateFolder.open(here.state()).path().resolve("bench"));
    var pair = new LocalPair(new ProcessFile(state.processes()), List.of());
    var guard = StopOnExit.of(pair, state.report());
    try {
      return measurement.of(state, pair);
    } finally {
      guard.close();
      state.purge();
    }
  }
}
