// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The only threads that run models: bounded platform threads, since native code pins virtual ones
 * and a core has no use for a second model run. What is small goes first (a body is parsed in less
 * time than a model runs, and may then share the run), then batches and single runs in turns. No
 * thread rests while anything waits. The queues are bounded by {@link Admission}, which everybody
 * passes first.
 */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Workers.class);
  private static final long LONGEST_RUN_SECONDS = 5;

  private final BatchQueue<?> batches;
  private final List<Worker> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Who rests, the last one first: its core and its caches are the warmest. Guarded by {@link
   * #lock}, as all below.
   */
  private final Deque<Worker> rested = new ArrayDeque<>();

  private final Queue<Runnable> small = new ArrayDeque<>();

  private final Queue<Runnable> runs = new ArrayDeque<>();
  private boolean runsNext;
  private int resting;
  private boolean closed;

  /** {@code count} threads, which also run the batches of {@code batches}. */
  public Workers(int count, BatchQueue<?> batches) {
    this.batches = batches;
    for (var number = 1; number <= count; number++) {
      var worker = new Worker("aver-worker-" + number);
      threads.add(worker);
      worker.start();
    }
  }

  /** Runs {@code task}, which takes less time than a model, before everything that takes more. */
  public void submit(Runnable task) {
    lock.lock();
    try {
      small.add(task);
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** Runs {@code task}, one run of a model, when its turn comes. */
  public void run(Runnable task) {
    lock.lock();
    try {
      runs.add(task);
      wakeUnlessMine(runs.size());
    } finally {
      lock.unlock();
    }
  }

  /** Forgets {@code task} if it still waits for its turn: nobody wants it any more. */
  public void withdraw(Runnable task) {
    lock.lock();
    try {
      runs.remove(task);
    } finally {
      lock.unlock();
    }
  }

  /** To be called after texts were added to the batches. */
  public void batchesGrew() {
    lock.lock();
    try {
      wakeUnlessMine(batches.texts());
    } finally {
      lock.unlock();
    }
  }

  /** A worker that has made work for one takes it itself: nobody else needs to wake up. */
  private void wakeUnlessMine(int waiting) {
    if (waiting > 1 || !(Thread.currentThread() instanceof Worker)) {
      wake();
    }
  }

  private void wake() {
    var worker = rested.poll();
    if (worker != null) {
      worker.work.signal();
    }
  }

  /** The next thing to do; null: the end has come. */
  private @Nullable Runnable next(Worker me) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        var found = poll();
        if (found.isPresent()) {
          if (resting > 0 && (!small.isEmpty() || !runs.isEmpty() || batches.texts() > 0)) {
            wake();
          }
          return found.get();
        }
        resting++;
        rested.push(me);
        try {
          me.work.await();
        } finally {
          rested.remove(me);
          resting--;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Runnable> poll() {
    var task = small.poll();
    if (task == null && runsNext) {
      task = runs.poll();
    }
    if (task != null) {
      runsNext = false;
      return Optional.of(task);
    }
    runsNext = true;
    return batches.take(resting + 1).or(() -> Optional.ofNullable(runs.poll()));
  }

  /**
   * Lets running work end; what waits is dropped with its connections.
   *
   * @throws IllegalStateException if a model still runs after that, and must not be closed
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      threads.forEach(worker -> worker.work.signal());
    } finally {
      lock.unlock();
    }
    if (!ended()) {
      throw new IllegalStateException("a worker does not end");
    }
  }

  private boolean ended() {
    var until = TimeUnit.SECONDS.toMillis(LONGEST_RUN_SECONDS);
    try {
      for (var thread : threads) {
        thread.join(until);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  private final class Worker extends Thread {
    private final Condition work = lock.newCondition();

    Worker(String name) {
      super(name);
    }

    @Override
    public void run() {
      Niceness.computing();
      try {
        for (var task = next(this); task != null; task = next(this)) {
          run(task);
        }
      } catch (InterruptedException e) {
        interrupt();
      }
    }

    /**
     * Tasks answer their callers themselves; what escapes one must not end the thread, be it that a
     * request took the last of the memory.
     */
    private static void run(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.errorf("a task failed: %s", e.getClass());
      }
    }
  }
}
