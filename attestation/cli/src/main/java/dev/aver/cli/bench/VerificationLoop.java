// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Verifies in a loop, in a process of its own: the command line's has its compilers held back,
 * which makes short commands quick and long ones slow.
 *
 * <p>Arguments: {@code repository} or {@code vectors}, its folder, seconds per figure, {@code
 * table} or {@code json}.
 */
public final class VerificationLoop {
  private VerificationLoop() {}

  /** Prints every figure to standard output. */
  public static void main(String... arguments) throws IOException, Rejected, InterruptedException {
    var folder = Path.of(arguments[1]);
    var sample =
        arguments[0].equals("vectors")
            ? VerificationSample.ofVectors(folder)
            : VerificationSample.ofRepository(folder);
    var seconds = Double.parseDouble(arguments[2]);
    var json = arguments[3].equals("json");
    var out = new PrintWriter(System.out, true, System.out.charset());
    var progress = new Progress(new PrintWriter(System.err, true, System.err.charset()));
    var figures = new ArrayList<Json>();
    if (!json) {
      out.println(VerificationTiming.heading());
    }
    for (var work : VerificationWork.values()) {
      progress.step(work.title());
      var piece = work.over(sample);
      VerificationTiming.warmUp(work, piece, seconds);
      for (var threads : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
        var figure = VerificationTiming.measure(work, piece, threads, seconds);
        figures.add(figure.toJson());
        if (!json) {
          out.println(figure.line());
        }
      }
    }
    if (json) {
      out.println(JsonWriter.write(Json.array(figures)));
    }
  }
}
