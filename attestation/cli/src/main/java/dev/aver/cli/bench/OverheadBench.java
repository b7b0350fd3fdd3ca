// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.attestation.json.Json;
import dev.aver.cli.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What HTTP and receipts add to a text, for several numbers of clients, against the bare loop in
 * the same rounds. Few clients leave the model idle between two texts, which makes the next one
 * dearer, whatever its caller is: bare loops that rest as long show by how much.
 */
final class OverheadBench {
  private static final String MODEL = "all-minilm-l6-v2";
  private static final int ROUNDS = 5;
  private static final double GOAL = 1.10;

  private final ServedModel served;
  private final BareModel bare;
  private final String text;
  private final int texts;
  private final Progress progress;

  /** Embeds {@code text} so many times in every round. */
  OverheadBench(ServedModel served, BareModel bare, String text, int texts, Progress progress) {
    this.served = served;
    this.bare = bare;
    this.text = text;
    this.texts = texts;
    this.progress = progress;
  }

  /** As many requests of one text each, as OpenAI's SDKs ask: vectors in base64. */
  static List<Json.Obj> requests(int count, String text) {
    var request =
        Json.object()
            .put("model", MODEL)
            .put("input", text)
            .put("encoding_format", "base64")
            .build();
    return Collections.nCopies(count, request);
  }

  List<Figure> run() throws IOException, InterruptedException {
    var inLoop = 0L;
    var slowLoop = 0L;
    var slowLoops = 0L;
    var one = new Cost(0, 0);
    var two = new Cost(0, 0);
    var eight = new Cost(0, 0);
    for (var round = 1; round <= ROUNDS; round++) {
      progress.step("round " + round + " of " + ROUNDS + ": " + texts + " texts each");
      var loop = bare.texts(texts, 1, 0, text);
      inLoop += loop;
      var alone = embed(1);
      one = one.plus(alone);
      slowLoop += bare.texts(texts, 1, rest(1, alone, loop), text);
      var both = embed(2);
      two = two.plus(both);
      slowLoops += bare.texts(texts, 2, rest(2, both, loop), text);
      eight = eight.plus(embed(8));
    }
    var figures = new ArrayList<Figure>();
    figures.add(figure("1 client / bare loop that rests as long", one.cpu(), slowLoop));
    figures.add(figure("2 clients / 2 bare loops that rest as long", two.cpu(), slowLoops));
    figures.add(figure("8 clients, which share runs / bare loop", eight.cpu(), inLoop));
    figures.add(figure("1 client / bare loop that never rests", one.cpu(), inLoop));
    return figures;
  }

  /** Nanoseconds after each text with which so many loops are as slow as so many clients. */
  private long rest(int clients, Cost served, long loop) {
    return Math.max(1, (clients * served.wall() - loop) / texts);
  }

  private Cost embed(int clients) throws IOException, InterruptedException {
    return served.embed(clients, requests(texts, text));
  }

  private Figure figure(String what, long ours, long theirs) {
    var all = 1e6 * ROUNDS * texts;
    return new Figure(
        "CPU per text, HTTP with receipts, " + what,
        (double) ours / theirs,
        "",
        GOAL,
        String.format(
            Locale.ROOT,
            "%.3f ms / %.3f ms, %d texts each",
            ours / all,
            theirs / all,
            ROUNDS * texts));
  }
}
