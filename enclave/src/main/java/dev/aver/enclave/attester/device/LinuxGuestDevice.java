// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The device of this machine. */
record LinuxGuestDevice(int descriptor) implements GuestDevice {
  static final String PATH = "/dev/sev-guest";

  static GuestDevice open() throws SystemCallFailed {
    try (var arena = Arena.ofConfined()) {
      var path = arena.allocateFrom(PATH);
      return new LinuxGuestDevice(SystemCalls.open(path, SystemCalls.READ_WRITE));
    }
  }

  @Override
  public void ioctl(long request, MemorySegment argument) throws SystemCallFailed {
    SystemCalls.ioctl(descriptor, request, argument);
  }

  @Override
  public void close() throws SystemCallFailed {
    SystemCalls.close(descriptor);
  }
}
