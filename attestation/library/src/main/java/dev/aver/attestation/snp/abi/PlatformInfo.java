// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * What the platform has enabled (attestation.md, 1.3), as 64 bits. Bits that are not known yet are
 * shown and never refused by themselves: new firmware sets them on genuine machines.
 */
public record PlatformInfo(long bits) {
  /** The known bits. */
  public enum Feature {
    /** Simultaneous multithreading is enabled. */
    SMT(0),
    /** Transparent memory encryption is enabled. */
    TSME(1),
    /** Memory has error correction. */
    ECC(2),
    /** RAPL is disabled. */
    RAPL_DISABLED(3),
    /** Ciphertexts of DRAM are hidden. */
    CIPHERTEXT_HIDING(4),
    /** No memory alias was found since the last reset: the answer to BadRAM. */
    ALIAS_CHECK_COMPLETE(5),
    /** Trusted I/O is enabled. */
    SEV_TIO(7);

    private final int number;

    Feature(int number) {
      this.number = number;
    }

    /** Its bit. */
    public long mask() {
      return 1L << number;
    }
  }

  /** Whether the platform has it. */
  public boolean has(Feature feature) {
    return (bits & feature.mask()) != 0;
  }

  /** All that are set. */
  public List<Feature> features() {
    var set = new ArrayList<Feature>();
    for (var feature : Feature.values()) {
      if (has(feature)) {
        set.add(feature);
      }
    }
    return List.copyOf(set);
  }
}
