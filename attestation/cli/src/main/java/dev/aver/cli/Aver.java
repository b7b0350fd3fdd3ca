// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code aver} command. Results go to standard output, everything else to standard error. */
@Command(
    name = "aver",
    description = "Inference that proves where it came from.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Aver.Version.class,
    sortOptions = false,
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      AskCommand.class,
      ReplayCommand.class,
      VerifyCommand.class,
      VerifierCommand.class,
      ExplainCommand.class,
      PolicyCommand.class,
      ConformanceCommand.class,
      BenchCommand.class,
      MeasureCommand.class,
      DoctorCommand.class,
      InspectCommand.class,
      ModelsCommand.class,
      CompatCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit status: 0 verified or done, 1 rejected or failed, 2 usage or a file that",
      "cannot be read, 3 authentic but no policy given."
    })
public final class Aver implements Runnable {
  private final PrintWriter out;

  Aver(PrintWriter out) {
    this.out = out;
  }

  /** Read by the launcher alone; known here so that it may stand anywhere. */
  @Option(
      names = "--yes",
      scope = ScopeType.INHERIT,
      description = "Let the launcher fetch JDK 25 without asking.")
  void agree(boolean yes) {}

  /** Runs one command and exits with its status. */
  public static void main(String... arguments) {
    var out = new PrintWriter(System.out, true, System.out.charset());
    var err = new PrintWriter(System.err, true, System.err.charset());
    System.exit(run(out, err, arguments));
  }

  /** Runs one command with these streams. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    var line = new CommandLine(new Aver(out)).setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Aver::explain);
    var status = line.execute(arguments);
    out.flush();
    err.flush();
    return status;
  }

  private static int explain(
      Exception exception, CommandLine line, CommandLine.ParseResult parsed) {
    if (exception instanceof CommandFailed failed) {
      line.getErr().println("aver: " + failed.text());
      return failed.exitCode();
    }
    if (exception instanceof IOException) {
      line.getErr().println("aver: " + exception);
      return ExitCode.USAGE;
    }
    // A defect of ours: the trace is what a report needs.
    exception.printStackTrace(line.getErr());
    return ExitCode.USAGE;
  }

  /** Without a command: the help. */
  @Override
  public void run() {
    out.println(new CommandLine(this).getUsageMessage());
  }

  /** What the jar's manifest says. */
  static String version() {
    var version = Aver.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }

  /** For {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"aver " + version()};
    }
  }
}
