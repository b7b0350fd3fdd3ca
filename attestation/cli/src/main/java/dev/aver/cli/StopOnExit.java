// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.local.LocalPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whatever ends this process - the end of the command, a failure, Ctrl-C - also ends the pair,
 * until {@link #release} says that it shall live on.
 */
final class StopOnExit implements AutoCloseable {
  private final LocalPair pair;
  private final Path report;
  private final Thread hook = new Thread(this::stop, "stop");
  private boolean released;

  private StopOnExit(LocalPair pair, Path report) {
    this.pair = pair;
    this.report = report;
  }

  static StopOnExit of(LocalPair pair, Path report) {
    var guard = new StopOnExit(pair, report);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  /** The pair lives on. */
  void release() {
    Runtime.getRuntime().removeShutdownHook(hook);
    released = true;
  }

  @Override
  public void close() {
    if (!released) {
      stop();
    }
  }

  private void stop() {
    try {
      Files.deleteIfExists(report);
      pair.close();
    } catch (IOException e) {
      System.err.println(
          "aver: could not stop everything: " + e.getMessage() + "; try ./aver down");
    }
  }
}
