// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

/** Machines with and without {@code /dev/sev-guest}. */
public final class GuestDevices {
  private GuestDevices() {}

  /** One that has it. */
  public static SevGuest present() {
    return new SevGuest(new ImitatedSevGuest()::open, 0);
  }

  /** One whose device cannot be opened, for this reason. */
  public static SevGuest failing(Errno errno) {
    return new SevGuest(
        () -> {
          throw new SystemCallFailed("open", errno);
        },
        0);
  }
}
