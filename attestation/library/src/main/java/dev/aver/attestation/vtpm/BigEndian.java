// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.vtpm;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;

/** Reads the TPM's big-endian structures, and refuses to read past their end. */
final class BigEndian {
  private final BoundedReader reader;
  private final Reason reason;

  BigEndian(Bytes source, Reason reason) {
    this.reader = new BoundedReader(source, reason);
    this.reason = reason;
  }

  Bytes take(int count) throws Rejected {
    return reader.take(count);
  }

  int u8() throws Rejected {
    return reader.u8();
  }

  int u16() throws Rejected {
    return reader.u8() << 8 | reader.u8();
  }

  long u32() throws Rejected {
    return (long) u16() << 16 | u16();
  }

  /** TPM2B: a size of 16 bits and as many bytes. */
  Bytes sized(int max) throws Rejected {
    var size = u16();
    if (size > max) {
      throw new Rejected(reason, "a part of " + size + " bytes, at most " + max);
    }
    return reader.take(size);
  }

  int remaining() {
    return reader.remaining();
  }
}
