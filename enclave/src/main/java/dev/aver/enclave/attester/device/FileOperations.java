// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import dev.aver.attestation.bytes.Bytes;

/** What configfs-tsm needs of a file system. Every path is absolute. */
public interface FileOperations {
  /** Makes a folder; {@link Errno#EEXIST} where one is. */
  void mkdir(String path) throws SystemCallFailed;

  /** Opens, writes all of {@code content} in one call and closes: configfs commits at the close. */
  void write(String path, Bytes content) throws SystemCallFailed;

  /**
   * Opens, reads to the end and closes.
   *
   * @throws SystemCallFailed as the calls do; {@link Errno#EFBIG} for more than {@code most} bytes
   */
  Bytes read(String path, int most) throws SystemCallFailed;

  /** Removes a folder. */
  void rmdir(String path) throws SystemCallFailed;
}
