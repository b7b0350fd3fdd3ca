// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.local.ProcessFile;
import dev.aver.cli.local.ProcessRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops exactly what {@code up} started, also after a crash. */
@Command(name = "down", description = "Stop what `up` started.")
final class DownCommand extends Subcommand {
  @Option(names = "--purge", description = "Also remove the state: keys, logs, proofs.")
  private boolean purge;

  @Mixin private final StateOption state = new StateOption();

  @Override
  public Integer call() throws IOException {
    var progress = progress();
    var folder = state.folder();
    var processes = new ProcessFile(folder.processes());
    var running = processes.running();
    if (running.isEmpty()) {
      progress.say("nothing is running");
    } else {
      var roles = running.stream().map(ProcessRecord::role).distinct();
      progress.step("stopping " + roles.collect(Collectors.joining(", ")));
      processes.stop(running);
      progress.step("stopped");
    }
    Files.deleteIfExists(folder.report());
    if (purge && folder.isOurs()) {
      folder.purge();
      progress.say("removed " + folder.path());
    }
    return ExitCode.OK;
  }
}
