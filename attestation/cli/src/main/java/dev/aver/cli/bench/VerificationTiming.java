// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One line of the table of {@code bench verify}.
 *
 * @param threads how many did the same at a time
 * @param wallMicros of one verification, on its thread
 * @param cpuMicros processor time of its thread: what is left of it on a busy machine
 * @param perSecond verifications of all threads together
 */
record VerificationTiming(
    VerificationWork work, int threads, double wallMicros, double cpuMicros, double perSecond) {
  /** Compilers have done their work when a few rounds in a row cost hardly less than before. */
  private static final double SETTLED = 0.98;

  private static final int SETTLED_ROUNDS = 3;

  private static final int MOST_WARM_UPS = 15;

  /**
   * Many runs of one thread.
   *
   * @param last the result of the last run: held, so that none is computed in vain
   */
  private record Round(long runs, long nanos, long cpuNanos, AtomicReference<Object> last) {
    double cpuMicros() {
      return cpuNanos / 1e3 / runs;
    }
  }

  /** Runs the work for so many seconds of processor time on each thread. */
  static VerificationTiming measure(
      VerificationWork work, VerificationWork.Piece piece, int threads, double seconds)
      throws InterruptedException {
    var rounds = new ArrayList<Round>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var running = new ArrayList<Future<Round>>();
      for (var i = 0; i < threads; i++) {
        running.add(pool.submit(() -> round(work, piece, seconds)));
      }
      for (var one : running) {
        rounds.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    var runs = rounds.stream().mapToLong(Round::runs).sum();
    var nanos = rounds.stream().mapToLong(Round::nanos).sum();
    var cpu = rounds.stream().mapToLong(Round::cpuNanos).sum();
    return new VerificationTiming(
        work, threads, nanos / 1e3 / runs, cpu / 1e3 / runs, runs / (nanos / 1e9 / threads));
  }

  /** Runs the work until it does not become cheaper. */
  static void warmUp(VerificationWork work, VerificationWork.Piece piece, double seconds)
      throws Rejected {
    var best = Double.MAX_VALUE;
    var settled = 0;
    for (var i = 0; i < MOST_WARM_UPS && settled < SETTLED_ROUNDS; i++) {
      var cost = round(work, piece, seconds).cpuMicros();
      settled = cost > best * SETTLED ? settled + 1 : 0;
      best = Math.min(best, cost);
    }
  }

  private static Round round(VerificationWork work, VerificationWork.Piece piece, double seconds)
      throws Rejected {
    var threads = ManagementFactory.getThreadMXBean();
    var last = new AtomicReference<Object>(work);
    var runs = 0L;
    var cpuBefore = threads.getCurrentThreadCpuTime();
    var before = System.nanoTime();
    var cpu = 0L;
    // By processor time: on a busy machine a second of wall time may hold little of it.
    while (cpu < seconds * 1e9) {
      for (var i = 0; i < work.batch(); i++) {
        last.setRelease(piece.run());
      }
      runs += work.batch();
      cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
    }
    return new Round(runs, System.nanoTime() - before, cpu, last);
  }

  /** For people. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-30s %7d %12.2f %12.2f %12.0f",
        work.title(),
        threads,
        wallMicros,
        cpuMicros,
        perSecond);
  }

  /** For programs. */
  Json.Obj toJson() {
    return Json.object()
        .put("name", work.title())
        .put("threads", threads)
        .put("wallMicros", number(wallMicros))
        .put("cpuMicros", number(cpuMicros))
        .put("perSecond", number(perSecond))
        .build();
  }

  private static Json number(double value) {
    return new Json.Num(String.format(Locale.ROOT, "%.3f", value));
  }
}
