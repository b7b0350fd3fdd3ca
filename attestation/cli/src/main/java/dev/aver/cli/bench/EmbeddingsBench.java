// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.attestation.json.Json;
import dev.aver.cli.Progress;
import dev.aver.cli.local.FreePort;
import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalPair;
import dev.aver.cli.local.LocalServices;
import dev.aver.cli.local.StateFolder;
import dev.aver.cli.models.ModelChoice;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The embedding service through HTTP with receipts beside LangChain4j's model inside its own
 * process, over the same texts and weights, in turns.
 */
public final class EmbeddingsBench {
  private static final String MODEL = "all-minilm-l6-v2";
  private static final int CLIENTS = 16;
  private static final List<Integer> SIZES = List.of(1, 32);
  private static final int ROUNDS = 4;

  private final Installation here;
  private final StateFolder state;
  private final List<String> texts;
  private final Progress progress;

  /** Measures what is built in {@code here}, in a state of its own, with so many texts a round. */
  public EmbeddingsBench(Installation here, StateFolder state, int texts, Progress progress) {
    this.here = here;
    this.state = state;
    this.texts = Sentences.of(texts);
    this.progress = progress;
  }

  /** Runs everything with {@code pair}, which the caller stops. */
  public List<Figure> run(LocalPair pair) throws IOException, InterruptedException {
    var file = Files.write(state.logs().resolve("sentences.txt"), texts);
    progress.step("building the peer");
    try (var http = HttpClient.newHttpClient();
        var peer = PeerModel.start(here, file, state.logs().resolve("peer.log"))) {
      progress.step("starting enclave and relay");
      var models = ModelChoice.embeddings(here);
      var enclave = pair.start(LocalServices.enclave(here, state, "software-snp", models), false);
      pair.awaitReady(enclave, http);
      var api = enclave.service().api();
      var relay = pair.start(LocalServices.relay(here, state, api, FreePort.any()), false);
      pair.awaitReady(relay, http);
      var served = new ServedModel(http, relay.service().api(), enclave);
      var figures = new ArrayList<Figure>();
      for (var size : SIZES) {
        figures.addAll(compare(size, peer, served));
      }
      return figures;
    }
  }

  private List<Figure> compare(int size, PeerModel peer, ServedModel model)
      throws IOException, InterruptedException {
    var requests = requests(size);
    var what = CLIENTS + " clients, " + size + (size == 1 ? " text a request" : " texts a request");
    var settling = new Settling();
    Cost served;
    do {
      progress.step(what + ": warming up " + (settling.rounds() + 1));
      served = model.embed(CLIENTS, requests);
      peer.run(CLIENTS, size);
    } while (!settling.after(served.cpu()));
    var ours = new Cost(0, 0);
    var theirs = new Cost(0, 0);
    for (var round = 1; round <= ROUNDS; round++) {
      progress.step(what + ": round " + round + " of " + ROUNDS);
      ours = ours.plus(model.embed(CLIENTS, requests));
      theirs = theirs.plus(peer.run(CLIENTS, size));
    }
    var all = (double) ROUNDS * texts.size();
    return List.of(
        new Figure(
            "texts per second / LangChain4j, " + what,
            (double) theirs.wall() / ours.wall(),
            "",
            1.6,
            true,
            String.format(
                Locale.ROOT,
                "%.0f / %.0f a second",
                all * 1e9 / ours.wall(),
                all * 1e9 / theirs.wall())),
        new Figure(
            "enclave's CPU per text / LangChain4j's, " + what,
            (double) ours.cpu() / theirs.cpu(),
            "",
            0.6,
            String.format(
                Locale.ROOT,
                "%.2f ms / %.2f ms",
                ours.cpu() / 1e6 / all,
                theirs.cpu() / 1e6 / all)));
  }

  /** As OpenAI's SDKs ask: vectors in base64. */
  private List<Json.Obj> requests(int size) {
    var requests = new ArrayList<Json.Obj>();
    for (var from = 0; from < texts.size(); from += size) {
      var part = texts.subList(from, Math.min(texts.size(), from + size));
      requests.add(
          Json.object()
              .put("model", MODEL)
              .put("input", Json.array(part.stream().map(Json::of).toList()))
              .put("encoding_format", "base64")
              .build());
    }
    return requests;
  }
}
