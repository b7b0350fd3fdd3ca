// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The only threads that run models: bounded platform threads, since native code pins virtual ones
 * and a core has no use for a second model run. Their queue is bounded by {@link Admission}, which
 * everybody passes first.
 */
public final class Workers implements AutoCloseable {
  private static final long LONGEST_RUN_SECONDS = 5;

  private final int count;
  private final ThreadPoolExecutor threads;

  /** Starts threads on demand, at most {@code count}. */
  public Workers(int count) {
    this.count = count;
    var number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "aver-worker-" + number.incrementAndGet()));
  }

  /** Runs {@code task} when a thread is free. */
  public void submit(Runnable task) {
    threads.execute(task);
  }

  /**
   * Runs {@code item} for 0 to {@code items} − 1 on all threads, then {@code done} on one of them.
   * After each item the request goes to the end of the queue, so that a request of one text waits
   * for at most one text of every other request, not for all of them. Neither may throw.
   */
  public void spread(int items, IntConsumer item, Runnable done) {
    var next = new AtomicInteger();
    var left = new AtomicInteger(items);
    var step =
        new Runnable() {
          @Override
          public void run() {
            var index = next.getAndIncrement();
            if (index >= items) {
              return;
            }
            item.accept(index);
            if (left.decrementAndGet() == 0) {
              done.run();
            } else {
              threads.execute(this);
            }
          }
        };
    for (var started = 1; started < Math.min(count, items); started++) {
      threads.execute(step);
    }
    step.run();
  }

  /**
   * Lets running work end; what waits is dropped with its connections.
   *
   * @throws IllegalStateException if a model still runs after that, and must not be closed
   */
  @Override
  public void close() {
    threads.shutdownNow();
    var ended = false;
    try {
      ended = threads.awaitTermination(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      throw new IllegalStateException("a worker does not end");
    }
  }
}
