// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.measure.Firmware;
import dev.aver.attestation.measure.KernelHashes;
import dev.aver.attestation.measure.LaunchDigest;
import dev.aver.attestation.measure.ProcessorModel;
import dev.aver.attestation.measure.SnpLaunch;
import dev.aver.attestation.measure.Vmm;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A case that asks for a launch digest: from an OVMF image and {@code inputs} of the case, or from
 * a file of inputs that were taken from the image before.
 */
final class SnpMeasureCase {
  private static final int MAX_INPUTS = 1 << 20;
  private static final int MAX_PROCESSORS = 4096;
  private static final long U32 = 0xffff_ffffL;
  private static final int MEASURED_DEPTH = 16;

  private SnpMeasureCase() {}

  static boolean asked(EvidenceCase asked) {
    return asked.has("inputs") || asked.has("ovmf");
  }

  static EvidenceAnswer answer(EvidenceCase asked, CaseFiles files) {
    try {
      var launch = asked.has("ovmf") ? fromImage(asked, files) : fromInputs(files);
      var details = Json.object().put("value", launch.measurement().hex()).build();
      return EvidenceAnswer.good(asked.id(), "measure", "measurement", details);
    } catch (Rejected e) {
      return EvidenceAnswer.refused(asked.id(), "measure", e);
    }
  }

  private static SnpLaunch fromImage(EvidenceCase asked, CaseFiles files) throws Rejected {
    var inputs = Members.of(asked.inputs().orElse(Json.object().build()), "inputs");
    var commandLine = given(inputs, "append") ? inputs.string("append") : "";
    Optional<KernelHashes> kernel = Optional.empty();
    if (asked.has("kernel")) {
      var initrd = asked.has("initrd") ? files.of("initrd") : Bytes.EMPTY;
      kernel = Optional.of(KernelHashes.of(files.of("kernel"), initrd, commandLine));
    }
    var vmm = vmm(inputs);
    return new SnpLaunch(
        vmm,
        Firmware.parse(files.of("ovmf")),
        kernel,
        (int) inputs.integer("vcpus", 1, MAX_PROCESSORS),
        signature(inputs, vmm),
        number(inputs, "guest_features"));
  }

  private static Vmm vmm(Members inputs) throws Rejected {
    var name = given(inputs, "vmm") ? inputs.string("vmm") : Vmm.QEMU.name();
    for (var vmm : Vmm.values()) {
      if (vmm.name().equalsIgnoreCase(name)) {
        return vmm;
      }
    }
    throw new Rejected(Reason.FIELD_RANGE, "vmm " + name);
  }

  private static SnpLaunch fromInputs(CaseFiles files) throws Rejected {
    var json = JsonReader.read(files.of("inputs"), MAX_INPUTS, MEASURED_DEPTH);
    var inputs = Members.of(json, "inputs");
    var sections = new ArrayList<Firmware.Section>();
    for (var element : inputs.array("ovmf_sections")) {
      var section = Members.of(element, "ovmf_sections");
      sections.add(
          new Firmware.Section(
              section.integer("gpa", 0, U32),
              section.integer("size", 0, U32),
              (int) section.integer("section_type", 0, 255)));
    }
    var firmware =
        new Firmware(
            new LaunchDigest(Bytes.fromHex(inputs.string("ovmf_hash"))),
            sections,
            OptionalLong.of(inputs.integer("sev_hashes_table_gpa", 0, U32)),
            inputs.integer("sev_es_reset_eip", 0, U32));
    // The command line ends with a NUL that is measured with it: as KernelHashes does it.
    var commandLine = KernelHashes.of(Bytes.EMPTY, Bytes.EMPTY, inputs.string("base_cmdline"));
    var kernel =
        new KernelHashes(
            new Digest(Bytes.fromHex(inputs.string("kernel_hash"))),
            new Digest(Bytes.fromHex(inputs.string("initrd_hash"))),
            commandLine.commandLine());
    return new SnpLaunch(
        Vmm.QEMU,
        firmware,
        Optional.of(kernel),
        (int) inputs.integer("vcpus", 1, MAX_PROCESSORS),
        signature(inputs, Vmm.QEMU),
        number(inputs, "guest_features"));
  }

  /** As a number or by the model's name; only QEMU's guests need one. */
  private static int signature(Members inputs, Vmm vmm) throws Rejected {
    if (given(inputs, "cpu_signature_eax")) {
      return (int) number(inputs, "cpu_signature_eax");
    }
    return given(inputs, "vcpu_type") || vmm == Vmm.QEMU
        ? ProcessorModel.named(inputs.string("vcpu_type")).signature()
        : 0;
  }

  private static boolean given(Members inputs, String name) {
    return inputs.optional(name).filter(value -> value != Json.Null.NULL).isPresent();
  }

  /** A number as such or as text in hexadecimal. */
  private static long number(Members inputs, String name) throws Rejected {
    if (!(inputs.required(name) instanceof Json.Str(String text))) {
      return inputs.integer(name, 0, Members.MAX_INTEGER);
    }
    try {
      return Long.parseUnsignedLong(text.startsWith("0x") ? text.substring(2) : text, 16);
    } catch (NumberFormatException e) {
      throw new Rejected(Reason.FIELD_TYPE, name + " is no number");
    }
  }
}
