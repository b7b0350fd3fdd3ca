// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import java.io.PrintWriter;

/** Says on standard error what is being done, so that nobody waits in front of a silent screen. */
public final class Progress {
  private final PrintWriter err;
  private final long start = System.nanoTime();

  /** Prints to {@code err}. */
  public Progress(PrintWriter err) {
    this.err = err;
  }

  /** A step begins. */
  public void step(String what) {
    var millis = (System.nanoTime() - start) / 1_000_000;
    err.printf("[%5.1f s] %s%n", millis / 1000.0, what);
    err.flush();
  }

  /** Where bars are drawn. */
  public PrintWriter writer() {
    return err;
  }

  /** A remark that belongs to no step. */
  public void say(String what) {
    err.println(what);
    err.flush();
  }
}
