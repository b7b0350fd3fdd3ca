// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.tdx.TdxVerifier;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.enclave.attester.device.Errno;
import dev.aver.enclave.attester.device.GuestDevices;
import dev.aver.enclave.attester.device.ImitatedConfigfs;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import dev.aver.enclave.attester.device.PassingTime;
import dev.aver.enclave.attester.device.SevGuest;
import dev.aver.enclave.config.Settings;
import dev.aver.software.tdx.TdxMachine;
import dev.aver.software.tdx.TdxShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On machines that have what the test wants of the two interfaces. */
class HardwareTeesTest {
  private static final Digest BUILD = Hashes.sha256(Bytes.utf8("build"));

  @TempDir Path folder;
  private final ImitatedConfigfs configfs = new ImitatedConfigfs();
  private SevGuest device = GuestDevices.failing(Errno.ENOENT);

  private record Software(Optional<Path> directory, Optional<String> shape, OptionalInt version)
      implements Settings.Attester.Software {}

  private record Configured(String tee, Settings.Attester.Software software)
      implements Settings.Attester {
    @Override
    public Optional<Integer> privilegeLevel() {
      return Optional.empty();
    }

    @Override
    public int burst() {
      return 5;
    }

    @Override
    public Optional<Duration> interval() {
      return Optional.empty();
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(10);
    }
  }

  private HardwareTee open(String tee, Optional<Path> directory) {
    return open(tee, new Software(directory, Optional.empty(), OptionalInt.empty()));
  }

  private HardwareTee open(String tee, Software software) {
    var settings = new Configured(tee, software);
    return new HardwareTees(settings, configfs, device, new SecureRandom(), new PassingTime())
        .open(BUILD, Clock.systemUTC());
  }

  private String refused(String tee, Optional<Path> directory) {
    var refused = assertThrows(IllegalArgumentException.class, () -> open(tee, directory));
    assertEquals(List.of(), configfs.names());
    return refused.getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "configfs"})
  void theHardwareThatIsThereIsTaken(String tee) {
    var opened = open(tee, Optional.empty());
    assertEquals("sev-snp", opened.name());
    assertEquals(Duration.ofSeconds(2), opened.pace());
    assertEquals(List.of(), configfs.names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "sev-guest"})
  void theDeviceIsTakenWhereTheKernelHasNoConfigfs(String tee) throws Exception {
    configfs.driver = null;
    device = GuestDevices.present();
    var hardware = open(tee, Optional.empty());
    assertEquals("sev-snp", hardware.name());
    var data = Bytes.of(new byte[64]);
    assertEquals(Json.object().build(), hardware.report(data).endorsements(), "without a table");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "configfs", "sev-guest"})
  void withoutHardwareThereIsNoStartAndNoSoftwareInItsPlace(String tee) {
    configfs.mounted = false;
    var message = refused(tee, Optional.of(folder));
    assertTrue(message.contains("aver.attester.tee=software"), message);
    assertTrue(message.contains("ABSENT"), message);
  }

  @Test
  void hardwareThatDoesNotWorkIsNotGoneAround() {
    device = GuestDevices.failing(Errno.EACCES);
    assertTrue(refused("sev-guest", Optional.of(folder)).contains("FORBIDDEN"));
    configfs.permitted = false;
    device = GuestDevices.present();
    assertTrue(refused("auto", Optional.of(folder)).contains("FORBIDDEN"));
  }

  @Test
  void aProviderOfOtherHardwareIsNamed() {
    configfs.provider = "arm_cca_guest";
    var message = refused("auto", Optional.empty());
    assertTrue(message.contains("arm_cca_guest"), message);
  }

  /** The kernel's behaviour, with a machine in software below it in place of the firmware. */
  @Test
  void tdxQuotesComeThroughConfigfs() throws Exception {
    var terms = new TdxMachine.Terms(TdxShape.V5_TD_15, Bytes.of(new byte[48]));
    var machine = TdxMachine.open(folder, Clock.systemUTC(), new SecureRandom(), terms);
    configfs.provider = "tdx_guest";
    configfs.driver =
        (inblob, level) -> new ImitatedConfigfs.Output(machine.report(inblob), Bytes.EMPTY);
    var hardware = open("auto", Optional.empty());
    assertEquals("tdx", hardware.name());
    var data = Bytes.utf8("0123456789abcdef".repeat(4));
    var quoted = hardware.report(data);
    assertEquals(machine.report(data), quoted.report());
    assertEquals(Json.object().build(), quoted.endorsements(), "the relay's part");
    configfs.driver =
        (inblob, level) ->
            new ImitatedConfigfs.Output(machine.report(Bytes.of(new byte[64])), Bytes.EMPTY);
    var refused = assertThrows(NoReport.class, () -> hardware.report(data));
    assertEquals(Why.OTHER_DATA, refused.why());
  }

  @ParameterizedTest
  @CsvSource({"software,software-snp", "software-snp,software-snp", "software-tdx,software-tdx"})
  void softwareIsTakenWhereItIsNamed(String tee, String name) {
    assertEquals(name, open(tee, Optional.of(folder)).name());
    assertTrue(refused(tee, Optional.empty()).contains("aver.attester.software.directory"));
  }

  @ParameterizedTest
  @CsvSource({
    "software,tdx-1.0,4,software-tdx", "software-tdx,tdx-1.0,5,software-tdx",
    "software,turin,3,software-snp", "software-snp,milan,2,software-snp"
  })
  void itsShapeCanBeChosen(String tee, String shape, int version, String name) {
    var chosen = new Software(Optional.of(folder), Optional.of(shape), OptionalInt.of(version));
    assertEquals(name, open(tee, chosen).name());
  }

  @ParameterizedTest
  @CsvSource({
    "software-tdx,genoa,5,genoa",
    "software-snp,tdx-1.5,5,tdx-1.5",
    "software,naples,5,milan",
    "software,genoa,6,genoa",
    "software,tdx-1.5,4,tdx-1.5"
  })
  void aShapeThatCannotBeIsRefused(String tee, String shape, int version, String said) {
    var chosen = new Software(Optional.of(folder), Optional.of(shape), OptionalInt.of(version));
    var refused = assertThrows(IllegalArgumentException.class, () -> open(tee, chosen));
    assertTrue(refused.getMessage().contains(said), refused.getMessage());
  }

  @Test
  void softwareTdxQuotesWithItsNineDocuments() throws Exception {
    var hardware = open("software-tdx", Optional.of(folder));
    var data = Bytes.utf8("0123456789abcdef".repeat(4));
    var quoted = hardware.report(data);
    var anchor = Bytes.of(Files.readAllBytes(folder.resolve("trust-anchor.pem")));
    var result =
        TdxVerifier.verify(
            quoted.report(),
            TdxCollateral.parse(quoted.endorsements()),
            System.currentTimeMillis(),
            TrustAnchors.none().withSoftware(List.of(anchor)),
            TdxPolicy.uncheckedUnlessNamed("a test").build());
    assertTrue(
        result.findings().stream().allMatch(Finding.Passed.class::isInstance),
        result.findings().toString());
    assertEquals(data, result.reportData());
  }

  @Test
  void anUnknownNameIsToldWhatIsKnown() {
    assertTrue(refused("snp", Optional.empty()).contains("auto, configfs, sev-guest and software"));
  }
}
