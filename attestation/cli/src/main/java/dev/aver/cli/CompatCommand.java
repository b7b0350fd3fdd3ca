// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import picocli.CommandLine.Command;

/** Documents of other systems: read, checked by their own rules, and never called verified. */
@Command(
    name = "compat",
    description = {
      "Check documents of other systems by their own rules.",
      "What holds here is no evidence and no receipt of Aver: the answer says what it shows, and",
      "what it does not."
    },
    subcommands = {CompatNitroCommand.class, CompatOpenGradientCommand.class})
final class CompatCommand extends Subcommand {
  @Override
  public Integer call() {
    throw new CommandFailed(
        ExitCode.USAGE,
        "compat needs to know whose document it is",
        "./aver compat nitro DOCUMENT, or ./aver compat opengradient ANSWER --key KEY.pem");
  }
}
