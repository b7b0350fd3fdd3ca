// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

/**
 * When one service may be asked again: never sooner than its pause after the last request, not
 * before the time that it named itself, and after failures later and later. Safe for many threads.
 */
final class Pace {
  /** Nobody waits longer for a turn: who asks then is told when to come back. */
  static final long LONGEST_WAIT_MILLIS = 60_000;

  private static final long FIRST_PENALTY_MILLIS = 10_000;
  private static final long LONGEST_PENALTY_MILLIS = 600_000;
  private static final long LONGEST_WISH_MILLIS = 3_600_000;

  private final long pauseMillis;
  private long next;
  private long penalty;

  /** The first request may go at once. */
  Pace(long pauseMillis) {
    this.pauseMillis = pauseMillis;
  }

  /**
   * Takes the next turn.
   *
   * @return how long to wait for it, in milliseconds
   * @throws Unavailable if that is too long; then no turn was taken
   */
  synchronized long turn(long now) throws Unavailable {
    var wait = Math.max(0, next - now);
    if (wait > LONGEST_WAIT_MILLIS) {
      throw new Unavailable(Unavailable.Why.THROTTLED, "not asked again for " + wait / 1000 + " s");
    }
    next = now + wait + pauseMillis;
    return wait;
  }

  /** The service gave what was asked for. */
  synchronized void succeeded() {
    penalty = 0;
  }

  /** It did not: each time in a row costs twice as much. */
  synchronized void failed(long now) {
    penalty = penalty == 0 ? FIRST_PENALTY_MILLIS : Math.min(2 * penalty, LONGEST_PENALTY_MILLIS);
    next = Math.max(next, now + penalty);
  }

  /** It named a time to wait, of which an hour is believed. */
  synchronized void asked(long now, long waitMillis) {
    failed(now);
    next = Math.max(next, now + Math.clamp(waitMillis, 0, LONGEST_WISH_MILLIS));
  }
}
