// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.cli.Progress;
import dev.aver.cli.local.FreePort;
import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalPair;
import dev.aver.cli.local.LocalServices;
import dev.aver.cli.local.RunningService;
import dev.aver.cli.local.StateFolder;
import dev.aver.cli.models.ModelChoice;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the service and the bare loop in turns, in one run on one machine: ratios of CPU time
 * mean something where wall time on a busy machine does not.
 */
public final class Bench {
  /** 20 tokens with the two special ones. */
  private static final String TEXT =
      "A man in a blue shirt is playing an old guitar near the station while people walk by";

  private static final int WARM_UP = 1000;
  private static final int RECEIPTS = 5000;
  private static final Duration FIRST_START = Duration.ofMinutes(3);

  private final Installation here;
  private final StateFolder state;
  private final int textsPerRound;
  private final Progress progress;

  /** Measures what is built in {@code here}, in a state of its own. */
  public Bench(Installation here, StateFolder state, int textsPerRound, Progress progress) {
    this.here = here;
    this.state = state;
    this.textsPerRound = textsPerRound;
    this.progress = progress;
  }

  /** Runs everything with {@code pair}, which the caller stops. */
  public List<Figure> run(LocalPair pair) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient();
        var bare = BareModel.start(here, state.logs().resolve("bare-loop.log"))) {
      bare.texts(1, 1, 0, TEXT); // Loaded: from here on the enclave has the machine to itself.
      makeAuthorities(http);
      progress.step("starting the enclave");
      var started = System.nanoTime();
      var enclave =
          pair.start(
              LocalServices.enclave(here, state, "software-snp", ModelChoice.embeddings(here)),
              false);
      pair.awaitReady(enclave, http);
      var readySeconds = (System.nanoTime() - started) / 1e9;
      var served = served(pair, enclave, http);
      warmUp(served, bare);
      var figures = new ArrayList<Figure>();
      figures.add(receipt(bare));
      figures.addAll(new OverheadBench(served, bare, TEXT, textsPerRound, progress).run());
      figures.add(
          new Figure(
              "enclave ready after its process started, keys of the TEE at hand",
              readySeconds,
              "s",
              2.5,
              ""));
      figures.add(
          new Figure(
              "enclave's resident memory",
              served.residentKib() / 1024.0,
              "MiB",
              400,
              "after load"));
      return figures;
    }
  }

  /** The software TEE makes its authorities at its first start; hardware has them from birth. */
  private void makeAuthorities(HttpClient http) throws IOException, InterruptedException {
    progress.step("starting the enclave once: the software TEE makes its authorities");
    var first =
        LocalServices.enclave(here, state, "software-snp", ModelChoice.embeddings(here))
            .start(false);
    try {
      first.awaitReady(http, FIRST_START);
    } finally {
      first.process().destroy();
      first.process().waitFor();
    }
  }

  private void warmUp(ServedModel served, BareModel bare) throws IOException, InterruptedException {
    var settling = new Settling();
    long cost;
    do {
      progress.step(
          "warming up, round " + (settling.rounds() + 1) + ": " + WARM_UP + " texts each");
      cost = served.embed(1, OverheadBench.requests(WARM_UP, TEXT)).cpu();
      bare.texts(WARM_UP, 1, 0, TEXT);
      bare.receipts(RECEIPTS);
    } while (!settling.after(cost));
  }

  private ServedModel served(LocalPair pair, RunningService enclave, HttpClient http)
      throws IOException, InterruptedException {
    progress.step("starting the relay");
    var api = enclave.service().api();
    var relay = pair.start(LocalServices.relay(here, state, api, FreePort.any()), false);
    pair.awaitReady(relay, http);
    return new ServedModel(http, relay.service().api(), enclave);
  }

  private Figure receipt(BareModel bare) throws IOException {
    progress.step("issuing " + RECEIPTS + " receipts");
    var millis = bare.receipts(RECEIPTS) / 1e6 / RECEIPTS;
    return new Figure("CPU time of one receipt in the enclave", millis, "ms", 0.15, "");
  }
}
