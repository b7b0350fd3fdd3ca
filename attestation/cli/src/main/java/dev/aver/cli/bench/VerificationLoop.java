// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Does one kind of work in a loop, in a process of its own: the command line's has its compilers
 * held back, which makes short commands quick and long ones slow, and what ran before would change
 * how they compile this.
 *
 * <p>Arguments: {@code repository} or {@code vectors}, its folder, seconds per figure, {@code
 * table} or {@code json}, the name of the work. Prints a line for one thread and one for all cores.
 */
public final class VerificationLoop {
  private VerificationLoop() {}

  /** Prints the figures to standard output. */
  public static void main(String... arguments) throws IOException, Rejected, InterruptedException {
    var folder = Path.of(arguments[1]);
    var sample =
        arguments[0].equals("vectors")
            ? VerificationSample.ofVectors(folder)
            : VerificationSample.ofRepository(folder);
    var seconds = Double.parseDouble(arguments[2]);
    var json = arguments[3].equals("json");
    var work = VerificationWork.valueOf(arguments[4]);
    var piece = work.over(sample);
    VerificationTiming.warmUp(work, piece, seconds);
    var out = new PrintWriter(System.out, true, System.out.charset());
    for (var threads : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
      var figure = VerificationTiming.measure(work, piece, threads, seconds);
      out.println(json ? JsonWriter.write(figure.toJson()) : figure.line());
    }
  }
}
