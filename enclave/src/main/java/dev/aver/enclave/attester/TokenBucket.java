// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

/**
 * So many reports at once after a rest, then one per interval: the secure processor is shared by
 * all guests of a host, and hosts throttle who asks too often. Not safe for concurrent use.
 */
public final class TokenBucket {
  private final long capacityMillis;
  private final long intervalMillis;

  /** Time that has been saved up; one report costs an interval. */
  private long savedMillis;

  private long asOf;

  /** Full at {@code nowMillis}. */
  public TokenBucket(int burst, long intervalMillis, long nowMillis) {
    this.capacityMillis = Math.multiplyExact(burst, intervalMillis);
    this.intervalMillis = intervalMillis;
    this.savedMillis = capacityMillis;
    this.asOf = nowMillis;
  }

  /** Pays for one report, or says how many milliseconds later that will be possible. */
  long take(long nowMillis) {
    savedMillis = Math.min(capacityMillis, savedMillis + nowMillis - asOf);
    asOf = nowMillis;
    if (savedMillis >= intervalMillis) {
      savedMillis -= intervalMillis;
      return 0;
    }
    return intervalMillis - savedMillis;
  }
}
