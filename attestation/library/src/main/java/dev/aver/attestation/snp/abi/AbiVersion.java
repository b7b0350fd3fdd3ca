// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import java.util.Comparator;

/** A version of the firmware's interface. */
public record AbiVersion(int major, int minor) implements Comparable<AbiVersion> {
  private static final Comparator<AbiVersion> ORDER =
      Comparator.comparingInt(AbiVersion::major).thenComparingInt(AbiVersion::minor);

  @Override
  public int compareTo(AbiVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
