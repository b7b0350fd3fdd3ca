// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.compat.opengradient.OpenGradientVerifier;
import dev.aver.attestation.compat.opengradient.OpenGradientVerifier.Enclave;
import dev.aver.attestation.compat.opengradient.OpenGradientVerifier.Given;
import dev.aver.cli.inspect.NitroFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether the {@code tee_} fields of an OpenGradient answer are what they call themselves. */
@Command(
    name = "opengradient",
    sortOptions = false,
    description = {
      "Check what an OpenGradient gateway signed about an answer, offline.",
      "The file is JSON or the data: lines of a stream. Exit status: 0 it holds, 1 refused, 2 usage. It is never a receipt of Aver."
    })
final class CompatOpenGradientCommand extends Subcommand {
  @Parameters(paramLabel = "ANSWER", description = "The answer as it was received.")
  private Path answer = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The gateway's public key, DER or PEM, from the registry or its endpoint.")
  private Path key = Path.of("");

  @Option(names = "--request", paramLabel = "FILE", description = "The request as it was sent.")
  @Nullable
  private Path request;

  @Option(
      names = "--nitro",
      paramLabel = "FILE",
      description = "The Nitro document that should name the key; the options below are for it.")
  @Nullable
  private Path nitro;

  @Option(
      names = "--tls",
      paramLabel = "FILE",
      description = "The certificate of the TLS connection, DER or PEM.")
  @Nullable
  private Path tls;

  @Mixin private final NitroOptions options = new NitroOptions();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    var given =
        new Given(
            InputFile.read(answer),
            der(key),
            Optional.ofNullable(request).map(InputFile::read),
            Optional.ofNullable(nitro).map(this::enclave),
            Optional.ofNullable(tls).map(CompatOpenGradientCommand::der));
    return CompatAnswer.show(OpenGradientVerifier.verify(given), json, out());
  }

  private Enclave enclave(Path file) {
    var document = NitroFile.decoded(InputFile.read(file));
    return new Enclave(document, options.demands(System.currentTimeMillis()));
  }

  /** One PEM block, or bytes as they are. */
  private static Bytes der(Path file) {
    var content = InputFile.read(file);
    var text = new String(content.toArray(), StandardCharsets.ISO_8859_1);
    if (!text.stripLeading().startsWith("-----BEGIN ")) {
      return content;
    }
    var inside = text.replaceAll("-----[A-Z ]+-----", "");
    try {
      return Bytes.of(Base64.getMimeDecoder().decode(inside));
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(ExitCode.USAGE, file + " is no PEM", "");
    }
  }
}
