// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.enclave.config.Settings;
import java.security.SecureRandom;
import java.time.Clock;

/** The kinds of hardware that this build knows, by the name that configuration gives them. */
public final class HardwareTees {
  private HardwareTees() {}

  /**
   * The configured one.
   *
   * @param build the digest of the build document; a machine in software measures nothing, so this
   *     stands in for what a real one would have measured at launch
   * @throws IllegalArgumentException for an unknown name, or if the software TEE has no folder
   */
  public static HardwareTee open(
      Settings.Attester settings, Digest build, Clock clock, SecureRandom random) {
    if (!settings.tee().equals("software-snp")) {
      throw new IllegalArgumentException(
          "aver.attester.tee is " + settings.tee() + ", known is software-snp");
    }
    var directory =
        settings
            .software()
            .directory()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "software-snp needs aver.attester.software.directory"));
    return new SoftwareSnp(directory, clock, random, Hashes.sha384(build.bytes()));
  }
}
