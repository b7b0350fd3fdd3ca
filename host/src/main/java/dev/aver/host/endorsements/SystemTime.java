// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import java.time.InstantSource;

/** The relay's clock, and pauses that take as long as they say. */
record SystemTime(InstantSource clock) implements Time {
  @Override
  public long millis() {
    return clock.millis();
  }

  @Override
  public void pause(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }
}
