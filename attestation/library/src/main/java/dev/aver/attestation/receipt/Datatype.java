// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import java.util.Optional;

/** The datatypes of the Open Inference Protocol. */
public enum Datatype {
  /** One byte, 0 or 1. */
  BOOL(1),
  /** Unsigned 8 bits. */
  UINT8(1),
  /** Unsigned 16 bits. */
  UINT16(2),
  /** Unsigned 32 bits. */
  UINT32(4),
  /** Unsigned 64 bits. */
  UINT64(8),
  /** Signed 8 bits. */
  INT8(1),
  /** Signed 16 bits. */
  INT16(2),
  /** Signed 32 bits. */
  INT32(4),
  /** Signed 64 bits. */
  INT64(8),
  /** IEEE 754 binary16. */
  FP16(2),
  /** IEEE 754 binary32. */
  FP32(4),
  /** IEEE 754 binary64. */
  FP64(8),
  /** Byte strings, each behind its length in 32 bits. */
  BYTES(0);

  private final int size;

  Datatype(int size) {
    this.size = size;
  }

  /** Bytes of an element; 0 where elements differ in size. */
  public int size() {
    return size;
  }

  /** The datatype of this name. */
  public static Optional<Datatype> of(String name) {
    for (var datatype : values()) {
      if (datatype.name().equals(name)) {
        return Optional.of(datatype);
      }
    }
    return Optional.empty();
  }
}
