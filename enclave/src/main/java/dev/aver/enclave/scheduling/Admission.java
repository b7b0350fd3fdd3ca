// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import dev.aver.enclave.inference.Refusal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * Decides before any work is done whether a request may enter, so that overload costs a small
 * answer and never memory. Whoever enters calls {@link #leave} exactly once.
 */
public final class Admission {
  /** A body that is only collected costs so much less than one that is parsed and run. */
  private static final int INTAKE_BYTES = 4;

  private static final Refusal OVERLOADED =
      Refusal.of(429, "overloaded", "Too many requests at once.");

  private final int most;
  private final long mostBytes;
  private final IntPredicate logHasRoom;
  private final BooleanSupplier keysetLives;
  private final Intake intake;
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicLong bytesInside = new AtomicLong();

  /**
   * Lets in at most {@code most} at a time.
   *
   * @param mostBytes bytes of all bodies inside, and what they have grown by; whoever is inside
   *     alone may have more
   * @param logHasRoom whether the log can take the receipts of that many requests
   * @param keysetLives whether receipts can still be signed for the length of a request
   */
  public Admission(int most, long mostBytes, IntPredicate logHasRoom, BooleanSupplier keysetLives) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.intake = new Intake(INTAKE_BYTES * mostBytes);
    this.logHasRoom = logHasRoom;
    this.keysetLives = keysetLives;
  }

  /** Room for the bodies of those who are not inside yet. */
  public Intake intake() {
    return intake;
  }

  /** Why nobody would be let in now, if so; for those whose body has not even been read. */
  public Optional<Refusal> look() {
    return refusal(inside.get() + 1, 0);
  }

  /** Enters with a body of this size, or says why not; then nothing has been entered. */
  public Optional<Refusal> enter(int bytes) {
    var refusal = refusal(inside.incrementAndGet(), bytesInside.addAndGet(bytes));
    if (refusal.isPresent()) {
      leave(bytes);
    }
    return refusal;
  }

  /**
   * Takes so many bytes more for a request that is inside, or says why not; then nothing more has
   * been taken. They are given back by {@link #leave} with the others.
   */
  public Optional<Refusal> grow(int more) {
    var bytesNow = bytesInside.addAndGet(more);
    if (inside.get() > 1 && bytesNow > mostBytes) {
      bytesInside.addAndGet(-more);
      return Optional.of(OVERLOADED);
    }
    return Optional.empty();
  }

  private Optional<Refusal> refusal(int now, long bytesNow) {
    if (!keysetLives.getAsBoolean()) {
      return Optional.of(Refusal.of(503, "keyset_ended", "This enclave's keys have ended."));
    }
    if (!logHasRoom.test(now)) {
      return Optional.of(
          Refusal.of(503, "log_unavailable", "The relay does not confirm log entries."));
    }
    return now > most || (now > 1 && bytesNow > mostBytes)
        ? Optional.of(OVERLOADED)
        : Optional.empty();
  }

  /** A request that entered with a body of this size has been answered. */
  public void leave(int bytes) {
    bytesInside.addAndGet(-bytes);
    inside.decrementAndGet();
  }

  /** Requests inside now. */
  public int inside() {
    return inside.get();
  }
}
