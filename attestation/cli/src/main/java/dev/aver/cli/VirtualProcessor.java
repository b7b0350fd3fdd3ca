// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.measure.ProcessorModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model of the virtual processors: by QEMU's name, or by its number. */
final class VirtualProcessor {
  private static final long MAX_SIGNATURE = 0xffff_ffffL;

  @Option(
      names = "--vcpu-type",
      paramLabel = "NAME",
      description = "QEMU's model: EPYC, EPYC-Rome, EPYC-Milan, EPYC-Genoa, EPYC-Turin, or -vN.")
  @Nullable
  private String type;

  @Option(
      names = "--vcpu-signature",
      paramLabel = "BITS",
      converter = Words.class,
      description = "CPUID 1 EAX of another model, such as 0xa00f11.")
  @Nullable
  private Long signature;

  /** CPUID 1 EAX; one of the two was given. */
  int signature() {
    if (signature != null) {
      if (Long.compareUnsigned(signature, MAX_SIGNATURE) > 0) {
        throw new CommandFailed(ExitCode.USAGE, "--vcpu-signature has more than 32 bits", "");
      }
      return signature.intValue();
    }
    try {
      return ProcessorModel.named(type == null ? "" : type).signature();
    } catch (Rejected e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "--vcpu-type: " + e.detail(),
          "known: " + String.join(", ", ProcessorModel.allNames()));
    }
  }
}
