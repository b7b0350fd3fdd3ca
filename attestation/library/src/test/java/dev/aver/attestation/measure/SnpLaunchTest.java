// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden cases with real firmware run with the attestation vectors. */
class SnpLaunchTest {
  private static final int MILAN = 0xa00f11;

  @Test
  void everyProcessorChangesTheMeasurement() throws Rejected {
    assertDiffers(launch(1, MILAN, 1).measurement(), launch(2, MILAN, 1).measurement());
  }

  @Test
  void processorModelAndFeaturesChangeTheMeasurement() throws Rejected {
    var one = launch(1, MILAN, 1).measurement();
    assertDiffers(one, launch(1, 0xa10f10, 1).measurement());
    assertDiffers(one, launch(1, MILAN, 0x21).measurement());
  }

  @Test
  void aKernelNeedsRoomInTheImage() {
    var kernel = Optional.of(KernelHashes.of(Bytes.utf8("kernel"), Bytes.EMPTY, "quiet"));
    var launch = new SnpLaunch(Vmm.QEMU, firmware(OptionalLong.empty()), kernel, 1, MILAN, 1);
    assertEquals(
        Reason.FIRMWARE_FORMAT, assertThrows(Rejected.class, launch::measurement).reason());
  }

  @Test
  void aKernelNeedsAPageThatCarriesItsHashes() throws Rejected {
    var kernel = Optional.of(KernelHashes.of(Bytes.utf8("kernel"), Bytes.EMPTY, "quiet"));
    var place = OptionalLong.of(0x81_0c00);
    for (var sections : List.of(List.<Firmware.Section>of(), List.of(hashes(0x2000)))) {
      var launch = new SnpLaunch(Vmm.QEMU, firmware(place, sections), kernel, 1, MILAN, 1);
      assertEquals(
          Reason.FIRMWARE_FORMAT, assertThrows(Rejected.class, launch::measurement).reason());
    }
  }

  @Test
  void kernelHashesThatCrossTheirPageAreRefused() throws Rejected {
    var kernel = Optional.of(KernelHashes.of(Bytes.utf8("kernel"), Bytes.EMPTY, "quiet"));
    for (var offset : List.of(0xfff, 0x1000 - 167)) {
      var place = OptionalLong.of(0x81_0000 + offset);
      var launch = new SnpLaunch(Vmm.QEMU, firmware(place), kernel, 1, MILAN, 1);
      assertEquals(
          Reason.FIRMWARE_FORMAT, assertThrows(Rejected.class, launch::measurement).reason());
    }
    var last = OptionalLong.of(0x81_0000 + 0x1000 - 168);
    new SnpLaunch(Vmm.QEMU, firmware(last), kernel, 1, MILAN, 1).measurement();
  }

  /** The values that the tests of virtee/sev-snp-measure expect of the same image. */
  @ParameterizedTest
  @CsvSource({
    "EC2, 1, 0x21, 0ce9ccc06bab55eebe8abc234f3df6514883977a68a591b7"
        + "1052498ab52b2f1aa415db338033946ef93aa8278c0d67fb",
    "EC2, 1, 0x1, 0883bd0eeb716e65b7b977a321c278d1e51b33b5c655fab9"
        + "85443bbcc65c086b9c15e8a0bd8811050dec7e24964e5056",
    "GCE, 1, 0x1, 5da7106cf14cf46b1725ebab123eb9e53bd46a1e9f400cd0"
        + "c08e7827b04b688ea8b4e403c8404efed4397ea5d5d0722e",
    "GCE, 4, 0x1, 5c5debf100fc339f90276e761ee1f1658d08922c3b20e2a2"
        + "e6c7a6c3370b2452a15a00eae11886a93d6fd1e7ab81e29d",
  })
  void otherHypervisorsStartTheirProcessorsOtherwise(
      Vmm vmm, int processors, String features, String expected) throws Rejected {
    var image = Firmware.parse(Vectors.read("snp/measurement/ovmf_AmdSev_suffix.bin"));
    var nothing = Optional.of(KernelHashes.of(Bytes.EMPTY, Bytes.EMPTY, ""));
    var launch = new SnpLaunch(vmm, image, nothing, processors, 0x800f12, Long.decode(features));
    assertEquals(expected, launch.measurement().hex());
  }

  @Test
  void aCommandLineIsMeasured() throws Rejected {
    assertDiffers(booted("quiet").measurement(), booted("quiet init=/bin/sh").measurement());
  }

  @Test
  void noProcessorIsRefused() {
    var launch = launch(0, MILAN, 1);
    assertEquals(Reason.FIELD_RANGE, assertThrows(Rejected.class, launch::measurement).reason());
  }

  @Test
  void imagesThatAreNoFirmwareAreRefused() {
    for (var image : List.of(Bytes.EMPTY, Bytes.of(new byte[4095]), Bytes.of(new byte[4096]))) {
      var refused = assertThrows(Rejected.class, () -> Firmware.parse(image));
      assertEquals(Reason.FIRMWARE_FORMAT, refused.reason());
    }
  }

  private static void assertDiffers(Bytes one, Bytes other) {
    assertEquals(LaunchDigest.SIZE, one.size());
    assertEquals(false, one.equals(other));
  }

  private static SnpLaunch booted(String commandLine) {
    var kernel = KernelHashes.of(Bytes.utf8("kernel"), Bytes.EMPTY, commandLine);
    return new SnpLaunch(
        Vmm.QEMU, firmware(OptionalLong.of(0x81_0c00)), Optional.of(kernel), 1, MILAN, 1);
  }

  private static SnpLaunch launch(int processors, int signature, long features) {
    return new SnpLaunch(
        Vmm.QEMU,
        firmware(OptionalLong.empty()),
        Optional.empty(),
        processors,
        signature,
        features);
  }

  private static Firmware firmware(OptionalLong kernelHashes) {
    return firmware(kernelHashes, List.of(hashes(0x1000)));
  }

  private static Firmware.Section hashes(int size) {
    return new Firmware.Section(0x81_0000, size, 0x10);
  }

  private static Firmware firmware(OptionalLong kernelHashes, List<Firmware.Section> sections) {
    return new Firmware(
        LaunchDigest.empty().withPages(0xffff_f000L, Bytes.of(new byte[4096])),
        sections,
        kernelHashes,
        0x80_b004);
  }
}
