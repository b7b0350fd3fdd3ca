// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.local.FreePort;
import dev.aver.cli.local.Installation;
import dev.aver.cli.local.LocalPair;
import dev.aver.cli.local.ProcessFile;
import dev.aver.cli.local.ProcessRecord;
import dev.aver.cli.local.RunningService;
import dev.aver.cli.local.Service;
import dev.aver.cli.local.StartLock;
import dev.aver.cli.local.StartReport;
import dev.aver.cli.local.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Starts services on this machine, once for each state folder, and reports them only after they
 * have shown that they work. Whatever ends the command ends them as well, unless they were to stay.
 *
 * @param <R> what is reported
 */
abstract class StartCommand<R extends StartReport> extends Subcommand {
  private final String name;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port that callers use (default: ${DEFAULT-VALUE}; 0: any free one).")
  private int port;

  @Option(names = "--detach", description = "Leave running what was started, and return.")
  private boolean detach;

  @Option(names = "--json", description = "Print one JSON object when ready.")
  private boolean json;

  /** The command of this name, and the port where none is named. */
  StartCommand(String name, int port) {
    this.name = name;
    this.port = port;
  }

  /** Where the state is. */
  abstract Path state(Installation here);

  /** What the services are called, all of which run while the command has done its work. */
  abstract List<String> roles();

  /** The report in this file; empty if there is none or it is damaged. */
  abstract Optional<R> read(Path file);

  /** Starts the services, and has them show that they work. */
  abstract R bringUp(Start start, int port) throws IOException, InterruptedException;

  /** What a start works with. */
  record Start(Installation here, StateFolder state, LocalPair services, boolean detached) {
    RunningService service(Service service) throws IOException {
      return services.start(service, detached);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var here = Installation.here();
    var state = StateFolder.open(state(here));
    var lock = StartLock.take(state.lock());
    try {
      var running = running(state);
      if (running.isPresent()) {
        progress().say(already(running.get()) + " (" + stopping(here, state) + " stops it)");
        print(running.get());
        return ExitCode.OK;
      }
      if (lock.isEmpty()) {
        throw new CommandFailed(
            ExitCode.REJECTED,
            "another `" + name + "` is starting here",
            "Wait until it is ready; " + stopping(here, state) + " stops it.");
      }
      return start(here, state);
    } finally {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  /** Whoever named another port must not believe that it is in use now. */
  private String already(R running) {
    var there = running.address().getPort();
    var other = named("--port") && port != 0 && port != there;
    return "already running on port " + there + (other ? ", not on " + port : "");
  }

  private static String stopping(Installation here, StateFolder state) {
    return state.path().equals(here.state())
        ? "./aver down"
        : "./aver down --state " + state.path();
  }

  private Optional<R> running(StateFolder state) {
    var running =
        new ProcessFile(state.processes()).running().stream().map(ProcessRecord::role).toList();
    return running.containsAll(roles()) ? read(state.report()) : Optional.empty();
  }

  private int start(Installation here, StateFolder state) throws IOException, InterruptedException {
    var progress = progress();
    var file = new ProcessFile(state.processes());
    var leftOver = file.running();
    if (!leftOver.isEmpty()) {
      progress.step("stopping what an earlier `" + name + "` left behind");
      file.stop(leftOver);
    }
    Files.deleteIfExists(state.report());
    var chosen = FreePort.chosen(port, name);
    var services = new LocalPair(file, detach ? List.of() : List.of(self()));
    var guard = StopOnExit.of(services, state.report());
    try {
      var report = bringUp(new Start(here, state, services, detach), chosen);
      StateFolder.write(state.report(), report.toJson() + "\n");
      print(report);
      if (detach) {
        guard.release();
        progress.say(stopping(here, state) + " stops it.");
        return ExitCode.OK;
      }
      progress.say("Ctrl-C stops it.");
      throw services.awaitTrouble();
    } catch (CommandFailed | IllegalStateException | IOException e) {
      services.giveWayToStop(); // what was stopped under our hands is no failure
      throw e;
    } finally {
      guard.close();
    }
  }

  private ProcessRecord self() {
    return ProcessRecord.of(name + "'s terminal", ProcessHandle.current());
  }

  private void print(R report) {
    if (json) {
      out().println(report.toJson());
    } else {
      report.lines().forEach(out()::println);
    }
    out().flush();
  }
}
