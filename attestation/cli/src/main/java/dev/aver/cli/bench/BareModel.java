// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.cli.local.Installation;
import java.io.IOException;
import java.nio.file.Path;

/** The enclave's embedding model and issuer of receipts in a loop. */
final class BareModel implements AutoCloseable {
  private static final String MAIN = "dev.aver.enclave.BareLoop";

  private final BareProcess process;

  private BareModel(BareProcess process) {
    this.process = process;
  }

  /** Starts it. */
  static BareModel start(Installation here, Path log) throws IOException {
    return new BareModel(BareProcess.start(here, log, MAIN, here.models().toString()));
  }

  /**
   * CPU nanoseconds of the whole process for so many texts.
   *
   * @param loops that share them, at once
   * @param pause nanoseconds for which a loop rests after each text
   */
  long texts(int count, int loops, long pause, String text) throws IOException {
    return process.ask("texts " + count + " " + loops + " " + pause + " " + text)[0];
  }

  /** CPU nanoseconds of the thread that issued so many receipts. */
  long receipts(int count) throws IOException {
    return process.ask("receipts " + count)[0];
  }

  @Override
  public void close() {
    process.close();
  }
}
