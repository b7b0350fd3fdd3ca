// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

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
    return new Firmware(
        LaunchDigest.empty().withPages(0xffff_f000L, Bytes.of(new byte[4096])),
        List.of(new Firmware.Section(0x81_0000, 0x1000, 0x10)),
        kernelHashes,
        0x80_b004);
  }
}
