// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

/** Drivers that fail, for tests of other packages. */
public final class SystemCallFailures {
  private SystemCallFailures() {}

  /** One that fails with this error whatever is asked. */
  public static ImitatedConfigfs.Provider driver(Errno errno) {
    return (inblob, level) -> {
      throw new SystemCallFailed("read", errno);
    };
  }
}
