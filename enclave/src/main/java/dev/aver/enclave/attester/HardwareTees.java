// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.enclave.attester.device.ConfigfsTsm;
import dev.aver.enclave.attester.device.FileOperations;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import dev.aver.enclave.attester.device.SevGuest;
import dev.aver.enclave.attester.device.Timing;
import dev.aver.enclave.config.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The kinds of hardware that this build knows, by the name that configuration gives them. Software
 * stands in for hardware only where configuration says so in as many words.
 */
public final class HardwareTees {
  private static final Logger LOG = Logger.getLogger(HardwareTees.class);

  private final Settings.Attester settings;
  private final FileOperations files;
  private final SevGuest device;
  private final SecureRandom random;
  private final Timing timing;

  /** Looks for hardware here. */
  public HardwareTees(
      Settings.Attester settings,
      FileOperations files,
      SevGuest device,
      SecureRandom random,
      Timing timing) {
    this.settings = settings;
    this.files = files;
    this.device = device;
    this.random = random;
    this.timing = timing;
  }

  /**
   * The configured one.
   *
   * @param build the digest of the build document; a machine in software measures nothing, so this
   *     stands in for what a real one would have measured at launch
   * @throws IllegalArgumentException with what to do, for an unknown name, if this machine has no
   *     such hardware, or if the software TEE has no folder
   */
  public HardwareTee open(Digest build, Clock clock) {
    return switch (settings.tee()) {
      case "software", "software-snp", "software-tdx" ->
          SoftwareHardware.of(settings, clock, random, Hashes.sha384(build.bytes()));
      case "configfs" -> required(this::configfs);
      case "sev-guest" -> required(this::sevGuest);
      case "auto" -> auto();
      default ->
          throw new IllegalArgumentException(
              "aver.attester.tee is "
                  + settings.tee()
                  + ", known are auto, configfs, sev-guest and software");
    };
  }

  private interface Found {
    HardwareTee open() throws NoReport;
  }

  private static HardwareTee required(Found found) {
    try {
      return found.open();
    } catch (NoReport e) {
      throw noHardware(e.getMessage(), e);
    }
  }

  private HardwareTee auto() {
    try {
      return configfs();
    } catch (NoReport byFolder) {
      if (byFolder.why() != Why.ABSENT) {
        // There is one and it does not work: going around it would hide that.
        throw noHardware(byFolder.getMessage(), byFolder);
      }
      try {
        return sevGuest();
      } catch (NoReport byDevice) {
        throw noHardware(byFolder.getMessage() + "; " + byDevice.getMessage(), byDevice);
      }
    }
  }

  private static IllegalArgumentException noHardware(String found, NoReport cause) {
    return new IllegalArgumentException(
        "no hardware to attest with ("
            + found
            + "): run this in an SEV-SNP or TDX guest, as a user who may use "
            + ConfigfsTsm.FOLDER
            + " or /dev/sev-guest; for development alone set aver.attester.tee=software",
        cause);
  }

  private HardwareTee configfs() throws NoReport {
    var provider = ConfigfsTsm.provider(files, random);
    var source =
        new ConfigfsTsm(
            files,
            provider,
            provider.equals(ConfigfsTsm.SEV_GUEST) ? settings.privilegeLevel() : Optional.empty(),
            random,
            timing);
    LOG.infof("reports by configfs-tsm, provider %s", provider);
    return switch (provider) {
      case ConfigfsTsm.SEV_GUEST -> new VendorSnp(source);
      case ConfigfsTsm.TDX_GUEST -> new VendorTdx(source);
      default ->
          throw new NoReport(
              Why.WRONG_PROVIDER,
              provider
                  + ": this build knows "
                  + ConfigfsTsm.SEV_GUEST
                  + " and "
                  + ConfigfsTsm.TDX_GUEST);
    };
  }

  private HardwareTee sevGuest() throws NoReport {
    device.probe();
    LOG.info("reports by /dev/sev-guest");
    return new VendorSnp(device);
  }
}
