// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalServices;
import dev.aver.cli.local.VerifierReport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
      "Run the verification endpoint alone on loopback.",
      "No enclave, no log, nothing is forwarded or fetched. Ctrl-C stops it; with --detach it stays until `down --state` stops it."
    })
final class VerifierCommand extends StartCommand<VerifierReport> {
  @Option(
      names = "--key-file",
      paramLabel = "PEM",
      description = {
        "A private key of P-256, readable by you alone: results are then also given as signed",
        "tokens, to whoever asks with Accept: application/eat+jwt."
      })
  @Nullable
  private Path keyFile;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The state folder (default: .aver-verifier in the clone).")
  @Nullable
  private Path state;

  VerifierCommand() {
    super("verifier", 8082);
  }

  @Override
  Path state(Installation here) {
    return state == null ? here.verifierState() : state;
  }

  @Override
  List<String> roles() {
    return List.of("verifier");
  }

  @Override
  Optional<VerifierReport> read(Path file) {
    return VerifierReport.read(file);
  }

  @Override
  VerifierReport bringUp(Start start, int port) throws IOException, InterruptedException {
    progress().step("starting the verifier");
    var key = Optional.ofNullable(keyFile);
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      var running = start.service(LocalServices.verifier(start.here(), start.state(), port, key));
      start.services().awaitReady(running, http);
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
}
