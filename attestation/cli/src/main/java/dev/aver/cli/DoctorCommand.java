// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.cli.local.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for what is wrong with a machine. */
@Command(
    name = "doctor",
    description = "Find out what a machine lacks.",
    subcommands = DoctorCommand.Attester.class)
final class DoctorCommand extends Subcommand {
  @Override
  public Integer call() {
    throw new CommandFailed(ExitCode.USAGE, "doctor needs a command", "./aver doctor attester");
  }

  /**
   * The enclave's own look at the hardware: its jar asks, since only it knows devices. What it
   * prints and its exit status are this command's.
   */
  @Command(
      name = "attester",
      description = {
        "Ask this machine ten questions about its hardware reports.",
        "Is there an interface, may it be used, do reports come and how fast, would a relying party",
        "believe them.",
        "Exit status: 0 all is well, 1 something failed, 3 nothing failed and the verdict is open."
      })
  static final class Attester extends Subcommand {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
        names = "--privilege-level",
        paramLabel = "N",
        description = "The VMPL to ask for, 0 to 3 (default: the provider's choice).")
    @Nullable
    private Integer privilegeLevel;

    @Option(
        names = "--endorsements",
        paramLabel = "FILE",
        description = "The member \"endorsements\" of evidence, where the host gives none.")
    @Nullable
    private Path endorsements;

    @Option(
        names = "--trust-anchor",
        paramLabel = "PEM",
        description = "A software root to trust for this call.")
    @Nullable
    private Path trustAnchor;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var command =
          new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"));
      command.add(Installation.here().enclaveJar().toString());
      command.add("doctor");
      if (json) {
        command.add("--json");
      }
      option(command, "--privilege-level", privilegeLevel);
      option(command, "--endorsements", endorsements);
      option(command, "--trust-anchor", trustAnchor);
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.inputReader().lines().forEach(out()::println);
      out().flush();
      return process.waitFor();
    }

    private static void option(List<String> command, String name, @Nullable Object value) {
      if (value != null) {
        command.add(name);
        command.add(value.toString());
      }
    }
  }
}
