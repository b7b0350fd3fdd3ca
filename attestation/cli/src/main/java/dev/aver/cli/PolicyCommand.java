// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import picocli.CommandLine.Command;

/** Policies: what a relying party accepts, as data. */
@Command(
    name = "policy",
    description = "Make policies: what to accept, as data.",
    subcommands = PolicyInitCommand.class)
final class PolicyCommand extends Subcommand {
  @Override
  public Integer call() {
    throw new CommandFailed(
        ExitCode.USAGE, "policy needs a command", "./aver policy init EVIDENCE -o policy.json");
  }
}
