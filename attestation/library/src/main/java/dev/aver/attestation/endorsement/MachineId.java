// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.bytes.Bytes;
import java.util.Optional;

/**
 * Which machine the vendor says it is, for as long as the machine lives. Two of different kinds are
 * never the same machine.
 *
 * @param kind whose number it is
 * @param value of exactly the kind's size, never all zero: that is how a machine hides its number
 */
public record MachineId(Kind kind, Bytes value) {
  /** Whose number it is. */
  public enum Kind {
    /** CHIP_ID of an SNP report, 64 bytes as there (Turin: 8 and zeros). */
    CHIP_ID("chipId", 64),
    /** Platform instance id of a PCK certificate's SGX extension, 16 bytes. */
    PLATFORM_INSTANCE_ID("platformInstanceId", 16);

    private final String text;
    private final int size;

    Kind(String text, int size) {
      this.text = text;
      this.size = size;
    }

    /** The spelling in policies. */
    public String text() {
      return text;
    }

    /** In bytes. */
    public int size() {
      return size;
    }
  }

  /** Refuses what is no number of a machine: a programming error. */
  public MachineId {
    if (value.size() != kind.size || value.isZero()) {
      throw new IllegalArgumentException("no " + kind.text + ": " + value.hex());
    }
  }

  /** The number, unless the machine hides it. */
  public static Optional<MachineId> of(Kind kind, Bytes value) {
    return value.isZero() ? Optional.empty() : Optional.of(new MachineId(kind, value));
  }

  @Override
  public String toString() {
    return kind.text + " " + value.hex();
  }
}
