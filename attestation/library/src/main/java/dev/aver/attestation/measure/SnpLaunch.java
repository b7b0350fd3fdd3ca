// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The MEASUREMENT that an SEV-SNP guest must have, if this hypervisor starts it from these inputs.
 * It changes with the number of processors: a reference value is one per shape of machine.
 *
 * @param vmm who starts it
 * @param kernel hashes of a directly booted kernel; empty where the image boots from disk
 * @param processors the number of virtual processors, at least one
 * @param signature CPUID 1 EAX of the processor model; of no effect but under QEMU
 * @param guestFeatures the SEV_FEATURES word
 */
public record SnpLaunch(
    Vmm vmm,
    Firmware firmware,
    Optional<KernelHashes> kernel,
    int processors,
    int signature,
    long guestFeatures) {
  private static final int MAX_PROCESSORS = 4096;

  private static final int SECTION_MEMORY = 1;
  private static final int SECTION_SECRETS = 2;
  private static final int SECTION_CPUID = 3;
  private static final int SECTION_SVSM_CALLING_AREA = 4;
  private static final int SECTION_KERNEL_HASHES = 0x10;

  /**
   * The launch digest: 48 bytes.
   *
   * @throws Rejected {@link Reason#FIRMWARE_FORMAT} if the image cannot hold what is asked for
   */
  public Bytes measurement() throws Rejected {
    if (processors < 1 || processors > MAX_PROCESSORS) {
      throw new Rejected(Reason.FIELD_RANGE, processors + " processors");
    }
    if (kernel.isPresent() && !takesKernelHashes()) {
      throw refused("the image has no room for kernel hashes");
    }
    var digest = firmware.pages();
    for (var section : order()) {
      digest = with(digest, section);
    }
    digest = digest.withVmsa(Vmsa.page(vmm, Vmsa.RESET_VECTOR, signature, guestFeatures));
    var other = Vmsa.page(vmm, firmware.resetAddress(), signature, guestFeatures);
    for (var i = 1; i < processors; i++) {
      digest = digest.withVmsa(other);
    }
    return digest.value();
  }

  /** Both the table's place and the page that carries it: without either it is not measured. */
  private boolean takesKernelHashes() {
    return firmware.kernelHashes().isPresent()
        && firmware.sections().stream().anyMatch(s -> s.type() == SECTION_KERNEL_HASHES);
  }

  /** EC2 adds the CPUID page after all others. */
  private List<Firmware.Section> order() {
    if (vmm != Vmm.EC2) {
      return firmware.sections();
    }
    return firmware.sections().stream()
        .sorted(Comparator.comparing(section -> section.type() == SECTION_CPUID))
        .toList();
  }

  private LaunchDigest with(LaunchDigest digest, Firmware.Section section) throws Rejected {
    return switch (section.type()) {
      case SECTION_MEMORY ->
          vmm == Vmm.GCE
              ? digest.withUnmeasuredPages(section.address(), section.size())
              : digest.withZeroPages(section.address(), section.size());
      case SECTION_SVSM_CALLING_AREA -> digest.withZeroPages(section.address(), section.size());
      case SECTION_SECRETS -> digest.withSecretsPage(section.address());
      case SECTION_CPUID -> digest.withCpuidPage(section.address());
      case SECTION_KERNEL_HASHES -> withKernelHashes(digest, section);
      default -> throw refused("unknown section type " + section.type());
    };
  }

  /** Without a kernel the section's pages stay zero, so that the firmware finds no table. */
  private LaunchDigest withKernelHashes(LaunchDigest digest, Firmware.Section section)
      throws Rejected {
    if (kernel.isEmpty()) {
      return digest.withZeroPages(section.address(), section.size());
    }
    if (section.size() != LaunchDigest.PAGE) {
      throw refused("kernel hashes in " + section.size() + " bytes, not in one page");
    }
    var page = kernel.get().page(firmware.kernelHashes().orElseThrow());
    return digest.withPages(section.address(), page);
  }

  private static Rejected refused(String detail) {
    return new Rejected(Reason.FIRMWARE_FORMAT, detail);
  }
}
