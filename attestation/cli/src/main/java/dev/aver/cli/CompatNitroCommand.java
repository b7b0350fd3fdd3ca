// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.compat.nitro.NitroVerifier;
import dev.aver.cli.inspect.NitroFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether AWS signed an attestation document of a Nitro Enclave. */
@Command(
    name = "nitro",
    sortOptions = false,
    description = {
      "Check an AWS Nitro Enclaves attestation document (CBOR, or base64 of it), offline.",
      "Exit status: 0 it holds, 1 refused, 2 usage. It is never evidence of Aver."
    })
final class CompatNitroCommand extends Subcommand {
  @Parameters(paramLabel = "DOCUMENT", description = "The document.")
  private Path file = Path.of("");

  @Mixin private final NitroOptions options = new NitroOptions();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    var document = NitroFile.decoded(InputFile.read(file));
    var demands = options.demands(System.currentTimeMillis());
    return CompatAnswer.show(NitroVerifier.verify(document, demands), json, out());
  }
}
