// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.compat.nitro.NitroDemands;
import dev.aver.attestation.compat.nitro.NitroRoot;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is demanded of a Nitro document. */
final class NitroOptions {
  @Option(
      names = "--root",
      paramLabel = "PEM",
      description = "The root that the chain must begin with (default: AWS's root G1).")
  @Nullable
  private Path root;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Instants.class,
      description =
          "Judge at this time, in milliseconds since 1970 or ISO-8601 (default: now; the"
              + " certificates live for hours).")
  @Nullable
  private Long at;

  @Option(names = "--nonce", paramLabel = "HEX", description = "Demand this nonce.")
  @Nullable
  private String nonce;

  @Option(
      names = "--pcr",
      paramLabel = "N=HEX",
      description = "Demand this value of a register (repeatable).")
  private Map<Integer, String> pcrs = Map.of();

  /** The demands; {@code now} if no time was given. */
  NitroDemands demands(long now) {
    var registers = new TreeMap<Integer, Bytes>();
    pcrs.forEach((number, digits) -> registers.put(number, hex("--pcr " + number, digits)));
    return new NitroDemands(
        root(),
        at == null ? now : at,
        nonce == null ? Optional.empty() : Optional.of(hex("--nonce", nonce)),
        registers);
  }

  private NitroRoot root() {
    if (root == null) {
      return NitroRoot.AWS_G1;
    }
    try {
      return NitroRoot.of(InputFile.read(root));
    } catch (Rejected e) {
      throw new CommandFailed(ExitCode.USAGE, root + " is no certificate: " + e.detail(), "");
    }
  }

  private static Bytes hex(String option, String digits) {
    try {
      return Bytes.fromHex(digits.startsWith("0x") ? digits.substring(2) : digits);
    } catch (Rejected e) {
      throw new CommandFailed(ExitCode.USAGE, option + ": " + e.detail(), "");
    }
  }
}
