// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import dev.aver.enclave.inference.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Places for texts that are written or wait for it: so many in all, of which no tenant holds more
 * than its bound, so that there is room for others however much one asks for. Safe for concurrent
 * use; asking costs no more than a look.
 */
public final class Places {
  private final int most;
  private final int mostOfOne;

  /** Held by those who hold any. Guarded by this, as below. */
  private final Map<Tenant, Integer> held = new HashMap<>();

  private int all;

  /** {@code most} places, of which one tenant may hold {@code mostOfOne}. */
  public Places(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = Math.min(most, mostOfOne);
  }

  /** How many one tenant may hold when it is alone. */
  public int mostOfOne() {
    return mostOfOne;
  }

  /** Why {@code tenant} would not get another place now; nothing is taken. */
  public synchronized Optional<Refusal> look(Tenant tenant) {
    return refusal(tenant, 1);
  }

  /** Takes {@code count} places, or says why not; then none is taken. */
  public synchronized Optional<Refusal> take(Tenant tenant, int count) {
    var refusal = refusal(tenant, count);
    if (refusal.isEmpty()) {
      held.merge(tenant, count, Integer::sum);
      all += count;
    }
    return refusal;
  }

  private Optional<Refusal> refusal(Tenant tenant, int count) {
    if (all + count > most) {
      return Optional.of(Refusal.of(429, "overloaded", "Too many requests at once."));
    }
    if (held.getOrDefault(tenant, 0) + count > mostOfOne) {
      return Optional.of(
          Refusal.of(429, "overloaded", "Too many requests with these credentials at once."));
    }
    return Optional.empty();
  }

  /** Gives {@code count} of them back. */
  public synchronized void free(Tenant tenant, int count) {
    all -= count;
    held.computeIfPresent(tenant, (_, now) -> now > count ? now - count : null);
  }
}
