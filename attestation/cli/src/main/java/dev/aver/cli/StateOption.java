// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.local.Installation;
import dev.aver.cli.local.StateFolder;
import dev.aver.cli.local.UpReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code up} keeps its state. */
final class StateOption {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The state folder of `up` (default: .aver in the clone).")
  @Nullable
  private Path folder;

  /** The folder, which need not be there. */
  StateFolder folder() {
    return new StateFolder(folder == null ? Installation.here().state() : folder);
  }

  /**
   * What {@code up} has started there.
   *
   * @throws CommandFailed if nothing runs
   */
  UpReport running() {
    return UpReport.read(folder().report())
        .orElseThrow(
            () ->
                new CommandFailed(
                    ExitCode.REJECTED, "nothing is running here", "Start it with ./aver up."));
  }
}
