// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.cli.bench.Figure;
import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalPair;
import dev.aver.cli.local.ProcessFile;
import dev.aver.cli.local.StateFolder;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** Measures services that it starts for this, and prints the figures. */
abstract class FiguresCommand extends Subcommand {
  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  /** Drives a pair of which nothing runs yet. */
  interface Measurement {
    List<Figure> of(StateFolder state, LocalPair pair) throws IOException, InterruptedException;
  }

  static void requireTexts(int texts) {
    if (texts < 1) {
      throw new CommandFailed(ExitCode.USAGE, "--texts " + texts + " is less than one", "");
    }
  }

  /**
   * With processes of its own, which are gone afterwards, and a state folder that stays only where
   * the measurement fails: a failure names the log in it.
   */
  static List<Figure> measure(Installation here, Measurement measurement)
      throws IOException, InterruptedException {
    var state = StateFolder.open(StateFolder.open(here.state()).path().resolve("bench"));
    var pair = new LocalPair(new ProcessFile(state.processes()), List.of());
    List<Figure> figures;
    var guard = StopOnExit.of(pair, state.report());
    try {
      figures = measurement.of(state, pair);
    } finally {
      guard.close();
    }
    state.purge();
    return figures;
  }

  final void print(List<Figure> figures) {
    if (json) {
      out().println(JsonWriter.write(Json.array(figures.stream().map(Figure::toJson).toList())));
    } else {
      figures.forEach(figure -> out().println(figure.line()));
    }
  }
}
