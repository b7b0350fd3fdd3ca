// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

/** Time as it passes, and waiting for it. */
public interface Timing {
  /** Milliseconds that never fall. */
  long millis();

  /** Lets so much of it pass. */
  void pause(long millis) throws InterruptedException;
}
