// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.enclave.attester.device.Errno;
import dev.aver.enclave.attester.device.GuestDevices;
import dev.aver.enclave.attester.device.ImitatedConfigfs;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import dev.aver.enclave.attester.device.PassingTime;
import dev.aver.enclave.attester.device.SevGuest;
import dev.aver.enclave.config.Settings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On machines that have what the test wants of the two interfaces. */
class HardwareTeesTest {
  private static final Digest BUILD = Hashes.sha256(Bytes.utf8("build"));

  @TempDir Path folder;
  private final ImitatedConfigfs configfs = new ImitatedConfigfs();
  private SevGuest device = GuestDevices.failing(Errno.ENOENT);

  private record Configured(String tee, Optional<Path> directory) implements Settings.Attester {
    @Override
    public Optional<Integer> privilegeLevel() {
      return Optional.empty();
    }

    @Override
    public Software software() {
      return this::directory;
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
    var settings = new Configured(tee, directory);
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
    var refused = assertThrows(NoReport.class, () -> hardware.report(data));
    assertEquals(Why.ENDORSEMENTS_MISSING, refused.why()); // signed, but the host gave no table
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
  void aProviderThatGivesNoEvidenceIsNamed() {
    configfs.provider = "tdx_guest";
    var message = refused("auto", Optional.empty());
    assertTrue(message.contains("tdx_guest"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"software", "software-snp"})
  void softwareIsTakenWhereItIsNamed(String tee) {
    assertEquals("software-snp", open(tee, Optional.of(folder)).name());
    assertTrue(refused(tee, Optional.empty()).contains("aver.attester.software.directory"));
  }

  @Test
  void anUnknownNameIsToldWhatIsKnown() {
    assertTrue(refused("snp", Optional.empty()).contains("auto, configfs, sev-guest and software"));
  }
}
