// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Bytes of a file as they come, drawn on a terminal; elsewhere nothing is drawn. */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final double MEBI = 1 << 20;

  private final PrintWriter err;
  private final String what;
  private final long whole;
  private final boolean terminal;
  private long done;
  private int drawn = -1;

  /** Of a file of {@code whole} bytes. */
  public ProgressBar(PrintWriter err, String what, long whole) {
    this(
        err,
        what,
        whole,
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
  }

  ProgressBar(PrintWriter err, String what, long whole, boolean terminal) {
    this.err = err;
    this.what = what;
    this.whole = Math.max(1, whole);
    this.terminal = terminal;
  }

  /** So many bytes more. */
  public void advance(long bytes) {
    done += bytes;
    var percent = (int) Math.min(100, done * 100 / whole);
    if (terminal && percent != drawn) {
      drawn = percent;
      var full = percent * WIDTH / 100;
      err.printf(
          Locale.ROOT,
          "\r[%s%s] %3d %% of %.1f MiB  %s",
          "#".repeat(full),
          ".".repeat(WIDTH - full),
          percent,
          whole / MEBI,
          what);
      err.flush();
    }
  }

  /** Ends the line. */
  @Override
  public void close() {
    if (drawn >= 0) {
      err.println();
      err.flush();
    }
  }
}
