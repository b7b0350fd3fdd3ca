// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The machine's time plus what was waited for: a pause takes no time and is remembered. */
final class MovedTime implements Time {
  private long ahead;
  private final List<Long> pauses = new CopyOnWriteArrayList<>();

  @Override
  public synchronized long millis() {
    return System.currentTimeMillis() + ahead;
  }

  @Override
  public void pause(long millis) {
    pauses.add(millis);
    move(millis);
  }

  synchronized void move(long millis) {
    ahead += millis;
  }

  List<Long> pauses() {
    return pauses;
  }
}
