// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

/**
 * So many reports at once after a rest, then one per interval: the secure processor is shared by
 * all guests of a host, and hosts throttle who asks too often.
 *
 * <p>An answer that takes longer than a second was throttled (operations.md, 1.3): the interval
 * doubles, up to a minute, and what was saved for a burst is gone. Sixteen quick answers in a row
 * halve it again, down to where it began. Not safe for concurrent use.
 */
public final class TokenBucket {
  /** The longest time that an answer takes which no host held back. */
  static final long QUICK_MILLIS = 1000;

  /** No throttling makes the interval longer. */
  static final long LONGEST_MILLIS = 60_000;

  private static final int CALM = 16;

  private final int burst;
  private final long configuredMillis;
  private long intervalMillis;
  private int quickOnes;

  /** Time that has been saved up; one report costs an interval. */
  private long savedMillis;

  private long asOf;

  /** Full at {@code nowMillis}. */
  public TokenBucket(int burst, long intervalMillis, long nowMillis) {
    this.burst = burst;
    this.configuredMillis = intervalMillis;
    this.intervalMillis = intervalMillis;
    this.savedMillis = Math.multiplyExact(burst, intervalMillis);
    this.asOf = nowMillis;
  }

  /** Pays for one report, or says how many milliseconds later that will be possible. */
  long take(long nowMillis) {
    savedMillis = Math.min(burst * intervalMillis, savedMillis + nowMillis - asOf);
    asOf = nowMillis;
    if (savedMillis >= intervalMillis) {
      savedMillis -= intervalMillis;
      return 0;
    }
    return intervalMillis - savedMillis;
  }

  /** The report that was paid for, or its failure, came at {@code nowMillis} after so long. */
  void answered(long tookMillis, long nowMillis) {
    if (tookMillis > QUICK_MILLIS) {
      quickOnes = 0;
      savedMillis = 0;
      asOf = nowMillis;
      intervalMillis = Math.max(intervalMillis, Math.min(2 * intervalMillis, LONGEST_MILLIS));
    } else if (++quickOnes == CALM) {
      quickOnes = 0;
      intervalMillis = Math.max(configuredMillis, intervalMillis / 2);
    }
  }

  /** The time that one report costs now. */
  long intervalMillis() {
    return intervalMillis;
  }
}
