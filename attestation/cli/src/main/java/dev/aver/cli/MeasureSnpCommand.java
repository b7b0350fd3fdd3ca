// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.measure.Firmware;
import dev.aver.attestation.measure.KernelHashes;
import dev.aver.attestation.measure.SnpLaunch;
import dev.aver.attestation.measure.Vmm;
import dev.aver.attestation.policy.Measured;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the launch digest of an SEV-SNP guest. */
@Command(
    name = "snp",
    sortOptions = false,
    description = {
      "Print the MEASUREMENT of an SEV-SNP guest: 48 bytes in hexadecimal.",
      "It differs for every number of processors: a policy lists one value for each shape of machine."
    })
final class MeasureSnpCommand extends Subcommand {
  @Option(
      names = "--firmware",
      required = true,
      paramLabel = "OVMF.fd",
      description = "The image that the hypervisor loads.")
  private Path firmware = Path.of("");

  @Option(
      names = "--kernel",
      paramLabel = "FILE",
      description = "A kernel that the hypervisor boots directly.")
  @Nullable
  private Path kernel;

  @Option(names = "--initrd", paramLabel = "FILE", description = "Its initial RAM disk.")
  @Nullable
  private Path initrd;

  @Option(names = "--append", paramLabel = "TEXT", description = "Its command line.")
  @Nullable
  private String append;

  @Option(
      names = "--vcpus",
      required = true,
      paramLabel = "N",
      description = "How many virtual processors.")
  private int vcpus;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private VirtualProcessor processor = new VirtualProcessor();

  @Option(
      names = "--guest-features",
      paramLabel = "BITS",
      converter = Words.class,
      defaultValue = "0x1",
      description = "The SEV_FEATURES word (default: ${DEFAULT-VALUE}, SNP alone).")
  private long guestFeatures;

  @Option(
      names = "--vmm",
      defaultValue = "qemu",
      paramLabel = "NAME",
      description = "Who starts it: qemu, ec2 or gce (default: ${DEFAULT-VALUE}).")
  private Vmm vmm = Vmm.QEMU;

  @Option(
      names = "--reference-values",
      paramLabel = "SOURCE",
      description = "Print reference values of this source; fill in what the image says of itself.")
  @Nullable
  private String source;

  @Option(names = "--json", description = "Print one JSON object with the inputs.")
  private boolean json;

  @Override
  public Integer call() {
    if (kernel == null && (initrd != null || append != null)) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "--initrd and --append belong to a kernel that is booted directly",
          "add --kernel FILE, or leave them out if the image boots from disk");
    }
    var signature = processor.signature();
    try {
      var launch =
          new SnpLaunch(
              vmm,
              Firmware.parse(InputFile.read(firmware)),
              kernelHashes(),
              vcpus,
              signature,
              guestFeatures);
      print(launch.measurement(), signature);
      return ExitCode.OK;
    } catch (Rejected e) {
      throw new CommandFailed(
          ExitCode.REJECTED, "cannot be measured: " + e.reason() + ": " + e.detail(), "");
    }
  }

  private Optional<KernelHashes> kernelHashes() {
    if (kernel == null) {
      return Optional.empty();
    }
    var disk = initrd == null ? Bytes.EMPTY : InputFile.read(initrd);
    return Optional.of(KernelHashes.of(InputFile.read(kernel), disk, append == null ? "" : append));
  }

  private void print(Bytes measurement, int signature) {
    if (source != null) {
      var image = image(signature);
      out()
          .println(
              Indented.of(
                  MeasuredImage.document(source, Measured.SNP, "measurement", measurement, image)));
      return;
    }
    if (!json) {
      out().println(measurement.hex());
      return;
    }
    out()
        .println(
            JsonWriter.write(
                Json.object()
                    .put("measurement", measurement.hex())
                    .put("vcpus", vcpus)
                    .put("vcpuSignature", "0x" + Integer.toHexString(signature))
                    .put("guestFeatures", "0x" + Long.toHexString(guestFeatures))
                    .put("vmm", vmm.name().toLowerCase(Locale.ROOT))
                    .put("kernelHashes", kernel != null)
                    .build()));
  }

  /** What was measured, in one line. */
  private String image(int signature) {
    return "firmware %s, %s, %d x 0x%x, features 0x%x, %s"
        .formatted(
            MeasuredImage.digest(InputFile.read(firmware)),
            kernel == null ? "no kernel" : "kernel " + MeasuredImage.digest(InputFile.read(kernel)),
            vcpus,
            signature,
            guestFeatures,
            vmm.name().toLowerCase(Locale.ROOT));
  }
}
