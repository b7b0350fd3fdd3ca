// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.cli.Progress;
import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalPair;
import dev.aver.cli.local.LocalServices;
import dev.aver.cli.local.StateFolder;
import dev.aver.cli.models.ChatFiles;
import dev.aver.cli.models.ModelChoice;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;

/**
 * Chats through the service and in a bare loop of steps, in turns: the same file, the same prompt,
 * as many tokens. Of each kind the fastest round counts, since other work only ever adds.
 */
public final class ChatBench {
  private static final int TOKENS = 64;
  private static final int TOGETHER = 8;
  private static final int RECEIPTS = 2000;
  private static final int REFUSALS = 1000;

  private final Installation here;
  private final StateFolder state;
  private final ModelChoice models;
  private final int rounds;
  private final Progress progress;

  /** Measures what is built in {@code here} with a choice that has a chat model. */
  public ChatBench(
      Installation here, StateFolder state, ModelChoice models, int rounds, Progress progress) {
    this.here = here;
    this.state = state;
    this.models = models;
    this.rounds = rounds;
    this.progress = progress;
  }

  private record Best(double wall, double cpu) {
    static final Best NONE = new Best(Double.MAX_VALUE, Double.MAX_VALUE);

    Best or(long[] measured) {
      return new Best(Math.min(wall, (double) measured[0]), Math.min(cpu, (double) measured[1]));
    }
  }

  /** Runs everything with {@code pair}, which the caller stops. */
  public List<Figure> run(LocalPair pair) throws IOException, InterruptedException {
    var threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var receipts = BareModel.start(here, state.logs().resolve("bare-loop.log"));
        var bare =
            BareProcess.start(
                here,
                state.logs().resolve("bare-chat.log"),
                "dev.aver.enclave.BareChatLoop",
                models.chatFolder().orElseThrow().toString(),
                Integer.toString(threads))) {
      progress.step("starting the enclave with its chat model");
      var enclave = pair.start(LocalServices.enclave(here, state, "software-snp", models), false);
      pair.awaitReady(enclave, http);
      var served = new ServedChat(http, enclave);
      var one = compare(1, 2 * rounds, served, bare); // they are short, and noise is in proportion
      var eight = compare(TOGETHER, rounds, served, bare);
      progress.step("issuing " + RECEIPTS + " receipts");
      receipts.receipts(RECEIPTS);
      var receipt = receipts.receipts(RECEIPTS) / (double) RECEIPTS;
      progress.step("asking while every place is taken");
      var refusals = served.refusals(TOGETHER, request(1500), REFUSALS);
      return List.of(
          figure("wall time of a chat of 64 tokens, SSE with receipt / bare loop", one, 1 / 0.97),
          figure("wall time of 8 chats at once, SSE with receipts / bare loop", eight, 1 / 0.95),
          new Figure(
              "CPU time of the proof / of a chat of 64 tokens",
              2 * receipt / one[1].cpu(),
              "",
              0.01,
              "one receipt and one signature about progress"),
          new Figure(
              "refusal while every place is taken, p99",
              refusals.warm(),
              "ms",
              5,
              String.format(Locale.ROOT, "%.1f ms of the first %d", refusals.cold(), REFUSALS)));
    }
  }

  /** Neither end of a text may come: every round has as many tokens. */
  private static String request(int tokens) {
    return """
        {"model":"%s","messages":[{"role":"user","content":"Tell me a long story"}],\
        "temperature":0,"max_tokens":%d,"logit_bias":{"0":-100,"2":-100},"stream":true}"""
        .formatted(ChatFiles.MODEL, tokens);
  }

  /** The service and the loop, in turns; the first round of each warms up. */
  private Best[] compare(int together, int rounds, ServedChat served, BareProcess bare)
      throws IOException {
    var through = Best.NONE;
    var loop = Best.NONE;
    for (var round = 0; round <= rounds; round++) {
      progress.step("round " + round + " of " + rounds + ": " + together + " chats at once");
      var question = together + " " + TOKENS + " " + request(TOKENS);
      var measured = served.chats(together, request(TOKENS));
      var raw = bare.ask(question);
      through = round == 0 ? through : through.or(measured);
      loop = round == 0 ? loop : loop.or(raw);
    }
    return new Best[] {through, loop};
  }

  private static Figure figure(String name, Best[] compared, double goal) {
    var detail =
        String.format(
            Locale.ROOT,
            "%.0f ms / %.0f ms; CPU time %.3f",
            compared[0].wall() / 1e6,
            compared[1].wall() / 1e6,
            compared[0].cpu() / compared[1].cpu());
    return new Figure(name, compared[0].wall() / compared[1].wall(), "", goal, detail);
  }
}
