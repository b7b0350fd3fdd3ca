// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Measured;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code aver measure snp}: golden launch digests, and what is said where there is none. */
final class MeasureCommandTest {
  private static final String FOUR_MILAN =
      "071cb0984e9744b99de2533810af2250b7fda352ce9f14351ec1e613e99835461f9f46f8d35b4e9bb3dcd34541e45978";
  private static final String TWO_GENOA =
      "d0218995579e5f18ee03bbcce36ab9843c4e0bf361e939eb063dbb5f87ec0faa980e8e1e82da14a5b89e4ffc1b7e0c14";
  private static final String ONE_EPYC =
      "19358ba9a7615534a9a1e2f0dfc29384dcd4dcb7062ff9c6013b26869a5fc6ecabe033c48dd6f6db5d6d76e7c5df632d";

  @TempDir Path folder;

  private static Path input(String name) {
    return SharedVectors.file("snp/measurement/" + name);
  }

  private static Run measured(Object... more) {
    var arguments =
        new ArrayList<Object>(
            List.of("measure", "snp", "--firmware", input("ovmf_AmdSev_suffix.bin")));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray());
  }

  @Test
  void anImageThatBootsFromDisk() {
    assertEquals(ONE_EPYC + "\n", measured("--vcpus", 1, "--vcpu-type", "EPYC-v4").out());
  }

  @ParameterizedTest
  @CsvSource({"--vcpu-type,EPYC-Milan", "--vcpu-type,epyc-milan-v2", "--vcpu-signature,0xa00f11"})
  void aKernelWithItsDiskAndCommandLine(String option, String model) {
    var run =
        measured(
            "--kernel",
            input("kernel.bin"),
            "--initrd",
            input("initrd.bin"),
            "--append",
            "console=ttyS0 loglevel=7",
            "--vcpus",
            4,
            option,
            model);
    assertEquals(FOUR_MILAN + "\n", run.out());
    assertEquals(0, run.status());
  }

  @Test
  void guestFeaturesAndJson() {
    var run =
        measured(
            "--kernel",
            input("kernel.bin"),
            "--initrd",
            input("initrd.bin"),
            "--vcpus",
            2,
            "--vcpu-type",
            "EPYC-Genoa",
            "--guest-features",
            "0x21",
            "--json");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("\"measurement\":\"" + TWO_GENOA + "\""), run.out());
    assertTrue(run.out().contains("\"vcpuSignature\":\"0xa10f10\""), run.out());
    assertTrue(run.out().contains("\"guestFeatures\":\"0x21\""), run.out());
  }

  @Test
  void referenceValuesThatAcceptNothingBeforeTheyAreFilledIn() throws Exception {
    var run = measured("--vcpus", 1, "--vcpu-type", "EPYC-v4", "--reference-values", "Example AG");
    assertEquals(0, run.status(), run.err());
    var values = ReferenceValues.parse(Bytes.utf8(run.out()));
    assertEquals("Example AG", values.source());
    var image = values.images().getFirst();
    assertEquals("{measurement=Exactly[value=0x" + ONE_EPYC + "]}", launch(image));
    for (var fact : List.of(image.models(), image.configuration(), image.build())) {
      assertEquals(new AnyOf<>(List.of()), fact);
    }
    assertEquals(
        2, measured("--vcpus", 1, "--vcpu-type", "EPYC", "--reference-values", "").status());
  }

  private static String launch(ReferenceImage image) {
    return image.launch().getOrDefault(Measured.SNP, Map.of()).toString();
  }

  @Test
  void anotherHypervisorMeasuresDifferently() {
    var ec2 = measured("--vcpus", 1, "--vcpu-type", "EPYC-v4", "--vmm", "EC2");
    assertEquals(0, ec2.status(), ec2.err());
    assertFalse(ec2.out().contains(ONE_EPYC), ec2.out());
  }

  @Test
  void whatIsNoFirmwareIsRefusedWithItsReason() throws Exception {
    var junk = Files.write(folder.resolve("junk.fd"), new byte[4096]);
    var run =
        Run.of("measure", "snp", "--firmware", junk, "--vcpus", 1, "--vcpu-type", "EPYC-Milan");
    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("aver: cannot be measured: FIRMWARE_FORMAT: "), run.err());
    assertEquals("", run.out());
    var none =
        Run.of("measure", "snp", "--firmware", folder, "--vcpus", 1, "--vcpu-type", "EPYC-Milan");
    assertEquals(2, none.status());
  }

  @Test
  void mistakesOfUsageSayWhatToDo() throws Exception {
    var image = Files.write(folder.resolve("image.fd"), new byte[4096]);
    var typo =
        Run.of("measure", "snp", "--firmware", image, "--vcpus", 1, "--vcpu-type", "EPYC-Millan");
    assertEquals(2, typo.status());
    assertTrue(typo.err().contains("nearest name is EPYC-Milan"), typo.err());
    var stray =
        Run.of(
            "measure",
            "snp",
            "--firmware",
            image,
            "--vcpus",
            1,
            "--vcpu-type",
            "EPYC",
            "--append",
            "x");
    assertEquals(2, stray.status());
    assertTrue(stray.err().contains("--kernel"), stray.err());
    assertEquals(2, Run.of("measure", "snp", "--firmware", image, "--vcpus", 1).status());
    assertEquals(2, Run.of("measure").status());
  }

  @ParameterizedTest
  @CsvSource({"0x1ffffffff", "0x", "99999999999999999999", "-1"})
  void aNumberThatIsNoneIsAMistake(String signature) throws Exception {
    var image = Files.write(folder.resolve("image.fd"), new byte[4096]);
    var run =
        Run.of(
            "measure", "snp", "--firmware", image, "--vcpus", 1, "--vcpu-signature=" + signature);
    assertEquals(2, run.status(), run.err());
  }

  @Test
  void anImageWithoutTdvfMetadataStartsNoTrustDomain() {
    var run = Run.of("measure", "tdx", "--firmware", input("ovmf_AmdSev_suffix.bin"));
    assertEquals(1, run.status());
    assertTrue(run.err().contains("FIRMWARE_FORMAT"), run.err());
    assertEquals(2, Run.of("measure", "tdx", "--firmware", folder.resolve("missing")).status());
    assertEquals(2, Run.of("measure", "tdx").status());
    var order =
        Run.of("measure", "tdx", "--firmware", input("ovmf_AmdSev_suffix.bin"), "--order", "other");
    assertEquals(2, order.status());
  }
}
