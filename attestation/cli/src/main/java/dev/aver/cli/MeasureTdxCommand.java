// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.measure.TdFirmware;
import dev.aver.attestation.measure.TdLaunch;
import dev.aver.attestation.policy.Measured;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the MRTD of a trust domain. */
@Command(
    name = "tdx",
    sortOptions = false,
    description = {
      "Print the MRTD of a TDX trust domain: 48 bytes in hexadecimal.",
      "It is of the firmware alone; kernel and command line are in the RTMRs. It does not change with the number of processors."
    })
final class MeasureTdxCommand extends Subcommand {
  @Option(
      names = "--firmware",
      required = true,
      paramLabel = "OVMF.fd",
      description = "The whole image that the hypervisor loads, variables included.")
  private Path firmware = Path.of("");

  @Option(
      names = "--order",
      defaultValue = "page",
      paramLabel = "NAME",
      description =
          "How the host adds pages: page, one after the other (Linux since 6.16), or section, all"
              + " of a section before they are measured (earlier patches) (default:"
              + " ${DEFAULT-VALUE}).")
  private TdLaunch.Order order = TdLaunch.Order.PAGE;

  @Option(
      names = "--reference-values",
      paramLabel = "SOURCE",
      description = "Print reference values of this source; fill in RTMRs and the keyset's facts.")
  @Nullable
  private String source;

  @Option(names = "--json", description = "Print one JSON object with the inputs.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      var file = InputFile.read(firmware);
      var image = TdFirmware.parse(file);
      var mrtd = new TdLaunch(image, order).measurement();
      if (source != null) {
        var name = "firmware " + MeasuredImage.digest(file) + ", by " + order.name();
        var values = MeasuredImage.document(source, Measured.TDX, "mrTd", mrtd, lower(name));
        out().println(Indented.of(values));
      } else {
        print(mrtd.hex(), image.sections().size());
      }
      return ExitCode.OK;
    } catch (Rejected e) {
      throw new CommandFailed(
          ExitCode.REJECTED, "cannot be measured: " + e.reason() + ": " + e.detail(), "");
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private void print(String mrtd, int sections) {
    if (!json) {
      out().println(mrtd);
      return;
    }
    out()
        .println(
            JsonWriter.write(
                Json.object()
                    .put("mrTd", mrtd)
                    .put("order", lower(order.name()))
                    .put("sections", sections)
                    .build()));
  }
}
