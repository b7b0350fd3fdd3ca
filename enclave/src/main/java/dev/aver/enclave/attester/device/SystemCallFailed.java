// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import java.io.IOException;

/** A system call answered with an error number. */
public final class SystemCallFailed extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  /** {@code number} is errno as the call left it. */
  SystemCallFailed(String call, int number) {
    this(call, Errno.of(number), "errno " + number);
  }

  /** {@code call} failed like this. */
  SystemCallFailed(String call, Errno errno) {
    this(call, errno, errno.toString());
  }

  private SystemCallFailed(String call, Errno errno, String spelled) {
    super(call + ": " + (errno == Errno.OTHER ? spelled : errno));
    this.errno = errno;
  }

  /** Why. */
  public Errno errno() {
    return errno;
  }
}
