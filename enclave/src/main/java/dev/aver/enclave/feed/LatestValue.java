// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest of a row of values, and those who wait for a newer one. Waiting costs no thread: each
 * waiter is called once, by whoever publishes, unless it has cancelled before.
 */
public final class LatestValue<T> {
  /** Somebody who waits. */
  public final class Waiter {
    private final Predicate<T> wanted;
    private final Consumer<T> then;

    private Waiter(Predicate<T> wanted, Consumer<T> then) {
      this.wanted = wanted;
      this.then = then;
    }

    /** Stops waiting; true unless the value has come before. */
    public boolean cancel() {
      synchronized (waiters) {
        return waiters.remove(this);
      }
    }
  }

  /** Guards {@link #value} as well. */
  private final List<Waiter> waiters = new ArrayList<>();

  private @Nullable T value;

  /** The newest value. */
  public Optional<T> value() {
    synchronized (waiters) {
      return Optional.ofNullable(value);
    }
  }

  /** Replaces the value and tells those who wanted this one. */
  public void publish(T newer) {
    var called = new ArrayList<Waiter>();
    synchronized (waiters) {
      value = newer;
      for (var waiter : waiters) {
        if (waiter.wanted.test(newer)) {
          called.add(waiter);
        }
      }
      waiters.removeAll(called);
    }
    for (var waiter : called) {
      waiter.then.accept(newer);
    }
  }

  /** Calls {@code then} with the first value that is {@code wanted}: at once if it is there. */
  public Waiter await(Predicate<T> wanted, Consumer<T> then) {
    var waiter = new Waiter(wanted, then);
    T there;
    synchronized (waiters) {
      there = value;
      if (there == null || !wanted.test(there)) {
        waiters.add(waiter);
        return waiter;
      }
    }
    then.accept(there);
    return waiter;
  }

  /** Those who wait now. */
  public int waiting() {
    synchronized (waiters) {
      return waiters.size();
    }
  }
}
