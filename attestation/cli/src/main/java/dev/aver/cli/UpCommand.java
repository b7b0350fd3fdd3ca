// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalServices;
import dev.aver.cli.local.UpReport;
import dev.aver.cli.models.ModelChoice;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
final class UpCommand extends StartCommand<UpReport> {
  private static final List<String> TEES = List.of("snp", "tdx");

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

  @Mixin private final StateOption state = new StateOption();

  UpCommand() {
    super("up", 8080);
  }

  @Override
  Path state(Installation here) {
    return state.folder().path();
  }

  @Override
  List<String> roles() {
    return List.of("enclave", "relay");
  }

  @Override
  Optional<UpReport> read(Path file) {
    return UpReport.read(file);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!TEES.contains(tee)) {
      throw new CommandFailed(ExitCode.USAGE, "no TEE " + tee, "Name snp or tdx.");
    }
    return super.call();
  }

  @Override
  UpReport bringUp(Start start, int port) throws IOException, InterruptedException {
    var progress = progress();
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      var choice = ModelChoice.of(models, start.here(), progress);
      progress.step("starting the enclave (software TEE: " + tee + ")");
      var enclave =
          start.service(
              LocalServices.enclave(start.here(), start.state(), "software-" + tee, choice));
      progress.step("starting the relay");
      var relay =
          start.service(
              LocalServices.relay(start.here(), start.state(), enclave.service().api(), port));
      start.services().awaitReady(enclave, http);
      progress.step("the enclave is ready");
      start.services().awaitReady(relay, http);
      progress.step("the relay is ready");
      return FirstAnswer.of(http, relay.service().api(), start.state(), progress);
    }
  }
}
