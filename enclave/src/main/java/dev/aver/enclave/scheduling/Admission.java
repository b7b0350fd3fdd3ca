// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import dev.aver.enclave.inference.Refusal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * Decides before any work is done whether a request may enter, so that overload costs a small
 * answer and never memory. Whoever enters calls {@link #leave} exactly once.
 */
public final class Admission {
  private final int most;
  private final IntPredicate logHasRoom;
  private final BooleanSupplier keysetLives;
  private final AtomicInteger inside = new AtomicInteger();

  /**
   * Lets in at most {@code most} at a time.
   *
   * @param logHasRoom whether the log can take the receipts of that many requests
   * @param keysetLives whether receipts can still be signed for the length of a request
   */
  public Admission(int most, IntPredicate logHasRoom, BooleanSupplier keysetLives) {
    this.most = most;
    this.logHasRoom = logHasRoom;
    this.keysetLives = keysetLives;
  }

  /** Enters, or says why not; then nothing has been entered. */
  public Optional<Refusal> enter() {
    var now = inside.incrementAndGet();
    Optional<Refusal> refusal = Optional.empty();
    if (!keysetLives.getAsBoolean()) {
      refusal = Optional.of(Refusal.of(503, "keyset_ended", "This enclave's keys have ended."));
    } else if (!logHasRoom.test(now)) {
      refusal =
          Optional.of(
              Refusal.of(503, "log_unavailable", "The relay does not confirm log entries."));
    } else if (now > most) {
      refusal = Optional.of(Refusal.of(429, "overloaded", "Too many requests at once."));
    }
    if (refusal.isPresent()) {
      inside.decrementAndGet();
    }
    return refusal;
  }

  /** A request that entered has been answered. */
  public void leave() {
    inside.decrementAndGet();
  }

  /** Requests inside now. */
  public int inside() {
    return inside.get();
  }
}
