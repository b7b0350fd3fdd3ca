// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.bench.ChatBench;
import dev.aver.cli.bench.EmbeddingsBench;
import dev.aver.cli.bench.Figure;
import dev.aver.cli.local.Installation;
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
final class BenchInferenceCommand extends FiguresCommand {
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
      description = "Rounds of eight chats, half of those of one (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--of",
      paramLabel = "all|embeddings|chats",
      defaultValue = "all",
      description = "What to measure (default: ${DEFAULT-VALUE}).")
  private String kind = "all";

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireTexts(texts);
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
    print(figures);
    return ExitCode.OK;
  }
}
