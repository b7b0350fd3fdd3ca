// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import dev.aver.attestation.bytes.Bytes;
import java.io.InterruptedIOException;

/** An interface of the kernel that hands out reports. One call at a time. */
public interface ReportSource {
  /** The number of bytes that a report is asked over. */
  int REPORT_DATA = 64;

  /**
   * A fresh report.
   *
   * @param reportData exactly 64 bytes
   * @throws NoReport if there is none that can be used
   * @throws InterruptedIOException if the thread is interrupted between two tries
   */
  RawReport report(Bytes reportData) throws NoReport, InterruptedIOException;
}
