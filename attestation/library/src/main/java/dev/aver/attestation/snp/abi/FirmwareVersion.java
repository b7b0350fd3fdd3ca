// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import java.util.Comparator;

/** A version of the secure processor's firmware, as in {@code 1.55.22}. */
public record FirmwareVersion(int major, int minor, int build)
    implements Comparable<FirmwareVersion> {
  private static final Comparator<FirmwareVersion> ORDER =
      Comparator.comparingInt(FirmwareVersion::major)
          .thenComparingInt(FirmwareVersion::minor)
          .thenComparingInt(FirmwareVersion::build);

  @Override
  public int compareTo(FirmwareVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + build;
  }
}
