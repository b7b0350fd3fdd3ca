// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

/** Time as it passes, and waiting for it. */
interface Time {
  /** Milliseconds since 1970. */
  long millis();

  /** Waits so long. */
  void pause(long millis) throws InterruptedException;
}
