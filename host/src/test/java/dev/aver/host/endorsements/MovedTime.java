// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands still at the machine's time, but for what is waited: a pause takes none and is remembered.
 */
final class MovedTime implements Time {
  private long now = System.currentTimeMillis();
  private final List<Long> pauses = new CopyOnWriteArrayList<>();

  @Override
  public synchronized long millis() {
    return now;
  }

  @Override
  public void pause(long millis) {
    pauses.add(millis);
    move(millis);
  }

  synchronized void move(long millis) {
    now += millis;
  }

  List<Long> pauses() {
    return pauses;
  }
}
