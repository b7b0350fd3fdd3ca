// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.identity;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Wall time as the enclave tells it: the host's word, read once at boot, plus the time that has
 * passed since then by the monotonic clock. A host that turns its clock back cannot make a key live
 * longer (formats.md, 3).
 */
public final class MonotonicTime {
  private final long millisAtBoot;
  private final long nanosAtBoot;
  private final LongSupplier nanoTime;

  /**
   * Starts now.
   *
   * @param millisAtBoot milliseconds since 1970, read once
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public MonotonicTime(long millisAtBoot, LongSupplier nanoTime) {
    this.millisAtBoot = millisAtBoot;
    this.nanoTime = nanoTime;
    this.nanosAtBoot = nanoTime.getAsLong();
  }

  /** Milliseconds since 1970; never falls. */
  public long millis() {
    return millisAtBoot + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - nanosAtBoot);
  }
}
