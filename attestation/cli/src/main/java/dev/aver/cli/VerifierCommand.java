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
import dev.aver.cli.local.VerifierReport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the verification endpoint alone, for whoever relies on its results, and says "ready" only
 * after it has given one.
 */
@Command(
    name = "verifier",
    description = {
      "Run the verification endpoint alone on loopback: no enclave, no log, nothing forwarded",
      "or fetched. Ctrl-C stops it; with --detach it stays until `down --state` stops it."
    })
final class VerifierCommand extends Subcommand {
  private static final String ROLE = "verifier";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8082",
      description = "Its port (default: ${DEFAULT-VALUE}; 0: any free one).")
  private int port;

  @Option(
      names = "--key-file",
      paramLabel = "PEM",
      description = {
        "A private key of P-256, readable by you alone: results are then also given as signed",
        "tokens, to whoever asks with Accept: application/eat+jwt."
      })
  @Nullable
  private Path keyFile;

  @Option(names = "--detach", description = "Leave it running and return.")
  private boolean detach;

  @Option(names = "--json", description = "Print one JSON object when ready.")
  private boolean json;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The state folder (default: .aver-verifier in the clone).")
  @Nullable
  private Path stateOption;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var here = Installation.here();
    var state = StateFolder.open(stateOption == null ? here.verifierState() : stateOption);
    var lock = StartLock.take(state.lock());
    var report = VerifierReport.read(state.report());
    if (lock.isEmpty()) {
      return alreadyRunning(report.orElseThrow(VerifierCommand::starting), state);
    }
    try {
      var file = new ProcessFile(state.processes());
      var running = file.running();
      if (report.isPresent() && running.stream().anyMatch(r -> r.role().equals(ROLE))) {
        return alreadyRunning(report.get(), state);
      }
      file.stop(running);
      return start(here, state, file);
    } finally {
      lock.get().close();
    }
  }

  private static CommandFailed starting() {
    return new CommandFailed(
        ExitCode.REJECTED, "another `verifier` is starting here", "Wait until it is ready.");
  }

  private int alreadyRunning(VerifierReport report, StateFolder state) {
    progress().say("already running (./aver down --state " + state.path() + " stops it)");
    print(report);
    return ExitCode.OK;
  }

  private int start(Installation here, StateFolder state, ProcessFile file)
      throws IOException, InterruptedException {
    var progress = progress();
    Files.deleteIfExists(state.report());
    var chosen = FreePort.chosen(port, ROLE);
    var watchers = detach ? List.<ProcessRecord>of() : List.of(self());
    var service = new LocalPair(file, watchers);
    var guard = StopOnExit.of(service, state.report());
    try {
      progress.step("starting the verifier");
      var report = bringUp(here, state, service, chosen);
      StateFolder.write(state.report(), report.toJson() + "\n");
      print(report);
      if (detach) {
        guard.release();
        progress.say("./aver down --state " + state.path() + " stops it");
        return ExitCode.OK;
      }
      progress.say("Ctrl-C stops it.");
      throw service.awaitTrouble();
    } finally {
      guard.close();
    }
  }

  private VerifierReport bringUp(
      Installation here, StateFolder state, LocalPair service, int chosen)
      throws IOException, InterruptedException {
    var key = Optional.ofNullable(keyFile);
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      var running = service.start(LocalServices.verifier(here, state, chosen, key), detach);
      service.awaitReady(running, http);
      var report =
          new VerifierReport(running.service().api(), key.isPresent(), running.service().log());
      requireVerdict(http, report);
      return report;
    }
  }

  /** Nothing is verified by an empty document; who verified it is what counts here. */
  private static void requireVerdict(HttpClient http, VerifierReport report)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(report.verify())
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200 || !answer.body().contains("\"performedBy\":\"verifier\"")) {
      throw new CommandFailed(
          ExitCode.REJECTED,
          "the verifier answered " + answer.statusCode() + " and no verdict of its own",
          "Its log: " + report.log());
    }
  }

  private static ProcessRecord self() {
    return ProcessRecord.of("verifier's terminal", ProcessHandle.current());
  }

  private void print(VerifierReport report) {
    if (json) {
      out().println(report.toJson());
    } else {
      report.lines().forEach(out()::println);
    }
    out().flush();
  }
}
