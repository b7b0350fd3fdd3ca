// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import java.lang.foreign.MemorySegment;

/** An open {@code /dev/sev-guest}. */
interface GuestDevice extends AutoCloseable {
  /** Opens one. */
  interface Opener {
    /** A fresh descriptor. */
    GuestDevice open() throws SystemCallFailed;
  }

  /** One request; the driver reads and writes what {@code argument} points to. */
  void ioctl(long request, MemorySegment argument) throws SystemCallFailed;

  @Override
  void close() throws SystemCallFailed;
}
