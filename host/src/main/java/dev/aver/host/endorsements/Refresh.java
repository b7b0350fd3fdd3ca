// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import org.jboss.logging.Logger;

/**
 * Fetches endorsements again before they end, whether or not anybody asks for them: looks every
 * minute until its thread is interrupted.
 */
final class Refresh implements Runnable {
  private static final Logger LOG = Logger.getLogger(Refresh.class);
  private static final long EVERY_MILLIS = 60_000;

  private final EndorsementStore store;
  private final Time time;

  Refresh(EndorsementStore store, Time time) {
    this.store = store;
    this.time = time;
  }

  @Override
  public void run() {
    try {
      while (true) {
        time.pause(EVERY_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the relay stops
    }
  }

  private void look() throws InterruptedException {
    try {
      store.refresh();
    } catch (RuntimeException e) {
      LOG.error("endorsements were not looked at", e);
    }
  }
}
