// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.local.FreePort;
import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalPair;
import dev.aver.cli.local.LocalServices;
import dev.aver.cli.local.ProcessFile;
import dev.aver.cli.local.ProcessRecord;
import dev.aver.cli.local.StartLock;
import dev.aver.cli.local.StateFolder;
import dev.aver.cli.local.UpReport;
import dev.aver.cli.models.ModelChoice;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts enclave and relay on this machine and says "ready" only after one answer was asked for and
 * verified the way any caller would.
 */
@Command(
    name = "up",
    description = {
      "Start enclave and relay on loopback, with a software TEE, and verify one answer.",
      "Ctrl-C stops both; with --detach they stay, and `down` stops them."
    })
final class UpCommand extends Subcommand {
  private static final List<String> TEES = List.of("snp", "tdx");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the API (default: ${DEFAULT-VALUE}; 0: any free one).")
  private int port;

  @Option(
      names = "--tee",
      paramLabel = "snp|tdx",
      defaultValue = "snp",
      description = "The hardware that the software TEE imitates (default: ${DEFAULT-VALUE}).")
  private String tee = "snp";

  @Option(
      names = "--models",
      paramLabel = "all|embeddings|NAME,…",
      defaultValue = "all",
      description = {
        "Which models to serve (default: ${DEFAULT-VALUE}); embeddings alone start small.",
        "Names are those of ./aver models list, served beside MiniLM; what is not here is pulled.",
        "The chat model of all needs npm and pip; where one is missing, it is left out."
      })
  private String models = "all";

  @Option(names = "--detach", description = "Leave both running and return.")
  private boolean detach;

  @Option(names = "--json", description = "Print one JSON object when ready.")
  private boolean json;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The state folder (default: .aver in the clone).")
  @Nullable
  private Path stateOption;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!TEES.contains(tee)) {
      throw new CommandFailed(ExitCode.USAGE, "no TEE " + tee, "Name snp or tdx.");
    }
    var here = Installation.here();
    var state = StateFolder.open(stateOption == null ? here.state() : stateOption);
    var lock = StartLock.take(state.lock());
    if (lock.isEmpty()) {
      return whoeverHasTheLock(state);
    }
    try {
      var running = new ProcessFile(state.processes()).running();
      var report = UpReport.read(state.report());
      if (report.isPresent() && roles(running).containsAll(List.of("enclave", "relay"))) {
        return alreadyRunning(report.get());
      }
      return start(here, state, running);
    } finally {
      lock.get().close();
    }
  }

  private static List<String> roles(List<ProcessRecord> records) {
    return records.stream().map(ProcessRecord::role).toList();
  }

  private int whoeverHasTheLock(StateFolder state) {
    var report = UpReport.read(state.report());
    if (report.isPresent()) {
      return alreadyRunning(report.get());
    }
    throw new CommandFailed(
        ExitCode.REJECTED,
        "another `up` is starting here",
        "Wait until it is ready; ./aver down stops it.");
  }

  private int alreadyRunning(UpReport report) {
    progress().say("already running (./aver down stops it)");
    print(report);
    return ExitCode.OK;
  }

  private int start(Installation here, StateFolder state, List<ProcessRecord> leftOver)
      throws IOException, InterruptedException {
    var progress = progress();
    var file = new ProcessFile(state.processes());
    if (!leftOver.isEmpty()) {
      progress.step("stopping what an earlier `up` left behind");
      file.stop(leftOver);
    }
    Files.deleteIfExists(state.report());
    var chosen = FreePort.chosen(port, "up");
    var pair = new LocalPair(file, detach ? List.of() : List.of(self()));
    var guard = StopOnExit.of(pair, state.report());
    try {
      var report = bringUp(here, state, pair, chosen, progress);
      StateFolder.write(state.report(), report.toJson() + "\n");
      print(report);
      if (detach) {
        guard.release();
        return ExitCode.OK;
      }
      progress.say("Ctrl-C stops it.");
      throw pair.awaitTrouble();
    } finally {
      guard.close();
    }
  }

  private UpReport bringUp(
      Installation here, StateFolder state, LocalPair pair, int port, Progress progress)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      var choice = ModelChoice.of(models, here, progress);
      progress.step("starting the enclave (software TEE: " + tee + ")");
      var enclave =
          pair.start(LocalServices.enclave(here, state, "software-" + tee, choice), detach);
      progress.step("starting the relay");
      var relay =
          pair.start(LocalServices.relay(here, state, enclave.service().api(), port), detach);
      pair.awaitReady(enclave, http);
      progress.step("the enclave is ready");
      pair.awaitReady(relay, http);
      progress.step("the relay is ready");
      return FirstAnswer.of(http, relay.service().api(), state, progress);
    }
  }

  private static ProcessRecord self() {
    return ProcessRecord.of("up", ProcessHandle.current());
  }

  private void print(UpReport report) {
    if (json) {
      out().println(report.toJson());
    } else {
      report.lines().forEach(out()::println);
    }
    out().flush();
  }
}
