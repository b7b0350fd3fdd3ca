// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import picocli.CommandLine.Command;

/** Reference values: what hardware must report if exactly these files were started. */
@Command(
    name = "measure",
    description = "Compute what hardware reports if exactly these files are started.",
    subcommands = {MeasureSnpCommand.class, MeasureTdxCommand.class})
final class MeasureCommand extends Subcommand {
  @Override
  public Integer call() {
    throw new CommandFailed(
        ExitCode.USAGE,
        "measure needs to know the hardware",
        "./aver measure snp --firmware OVMF.fd --vcpus 4 --vcpu-type EPYC-Milan, or\n"
            + "  ./aver measure tdx --firmware OVMF.fd");
  }
}
