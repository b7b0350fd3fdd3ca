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
 * the same rounds. One client leaves the processor idle between two texts, which alone makes the
 * next one dearer: a bare loop that rests as long shows by how much.
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

  /** As many requests of one text each. */
  static List<Json.Obj> requests(int count, String text) {
    return Collections.nCopies(count, Json.object().put("model", MODEL).put("input", text).build());
  }

  List<Figure> run() throws IOException, InterruptedException {
    var inLoop = 0L;
    var rested = 0L;
    var one = new Cost(0, 0);
    var two = new Cost(0, 0);
    var eight = new Cost(0, 0);
    for (var round = 1; round <= ROUNDS; round++) {
      progress.step("round " + round + " of " + ROUNDS + ": " + texts + " texts each");
      var loop = bare.texts(texts, text);
      var alone = embed(1);
      inLoop += loop;
      one = one.plus(alone);
      rested += bare.texts(texts, Math.max(1, (alone.wall() - loop) / texts), text);
      two = two.plus(embed(2));
      eight = eight.plus(embed(8));
    }
    var figures = new ArrayList<Figure>();
    figures.add(figure("2 clients / bare loop", two.cpu(), inLoop));
    figures.add(figure("8 clients, which share runs / bare loop", eight.cpu(), inLoop));
    figures.add(figure("1 client / bare loop that rests as long", one.cpu(), rested));
    figures.add(figure("1 client / bare loop that never rests", one.cpu(), inLoop));
    return figures;
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
