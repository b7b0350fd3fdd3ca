// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

/** The error numbers of Linux that these interfaces are documented to answer. */
public enum Errno {
  /** Not permitted. */
  EPERM(1),
  /** No such file. */
  ENOENT(2),
  /** A wait was interrupted: ask again. */
  EINTR(4),
  /** The host or the firmware answered with an error. */
  EIO(5),
  /** No provider. */
  ENXIO(6),
  /** Ask again. */
  EAGAIN(11),
  /** Not permitted to this user. */
  EACCES(13),
  /** An earlier request is still in flight. */
  EBUSY(16),
  /** The name is taken. */
  EEXIST(17),
  /** No such device. */
  ENODEV(19),
  /** A folder on the way is a file. */
  ENOTDIR(20),
  /** An input that the provider refuses. */
  EINVAL(22),
  /** Of {@code /dev/sev-guest}: the message key is wiped until reboot. */
  ENOTTY(25),
  /** Reading and writing through one descriptor. */
  ETXTBSY(26),
  /** Too large. */
  EFBIG(27),
  /** The host did not answer in the driver's time. */
  ETIMEDOUT(110),
  /** None of these. */
  OTHER(-1);

  private final int number;

  Errno(int number) {
    this.number = number;
  }

  /** The constant of this number, or {@link #OTHER}. */
  static Errno of(int number) {
    for (var errno : values()) {
      if (errno.number == number) {
        return errno;
      }
    }
    return OTHER;
  }
}
