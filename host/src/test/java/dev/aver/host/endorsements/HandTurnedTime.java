// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import java.util.concurrent.SynchronousQueue;

/** Time in which a pause ends when the test says so. */
final class HandTurnedTime implements Time {
  private final SynchronousQueue<Long> pauses = new SynchronousQueue<>();

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public void pause(long millis) throws InterruptedException {
    pauses.put(millis);
  }

  /** Waits until somebody pauses, ends that, and says how long it was to be. */
  long turn() throws InterruptedException {
    return pauses.take();
  }
}
