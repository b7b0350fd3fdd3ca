// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WorkersTest {
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  private record Job(Object engine, int size, Runnable run) implements BatchJob {
    @Override
    public boolean shares() {
      return true;
    }

    @Override
    public int length(int index) {
      return 100;
    }

    @Override
    public boolean isOver() {
      return false;
    }
  }

  private static BatchQueue<Job> queue() {
    return new BatchQueue<>(slots -> slots.forEach(slot -> slot.job().run().run()));
  }

  private void note(String what, CountDownLatch done) {
    order.add(what);
    done.countDown();
  }

  /** How willingly the calling thread yields, as Linux tells: proc(5), field 19 of stat. */
  private static int niceness() {
    try {
      var stat = Files.readString(Path.of("/proc/thread-self/stat"));
      var behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Integer.parseInt(behindName[16]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the only worker busy while {@code arrange} lets things wait. */
  private static void whileBusy(Workers workers, Runnable arrange) throws InterruptedException {
    var busy = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    workers.submit(
        () -> {
          busy.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    busy.await();
    arrange.run();
    go.countDown();
  }

  @Test
  void whatIsSmallGoesFirstThenBatchesAndRunsInTurns() throws Exception {
    var queue = queue();
    var done = new CountDownLatch(6);
    try (var workers = new Workers(1, queue)) {
      whileBusy(
          workers,
          () -> {
            workers.run(() -> note("run", done));
            workers.run(() -> note("run", done));
            queue.add(new Job("a", 1, () -> note("batch", done)));
            queue.add(new Job("b", 1, () -> note("batch", done)));
            workers.batchesGrew();
            workers.submit(() -> note("small", done));
            workers.submit(() -> note("small", done));
          });
      done.await();
    }
    assertEquals(List.of("small", "small", "batch", "run", "batch", "run"), order);
  }

  @Test
  void whatIsWithdrawnWhileItWaitsDoesNotRun() throws Exception {
    var done = new CountDownLatch(2);
    try (var workers = new Workers(1, queue())) {
      whileBusy(
          workers,
          () -> {
            Runnable unwanted = () -> note("unwanted", done);
            workers.run(() -> note("first", done));
            workers.run(unwanted);
            workers.run(() -> note("last", done));
            workers.withdraw(unwanted);
          });
      done.await();
    }
    assertEquals(List.of("first", "last"), order);
  }

  @Test
  void everythingRunsOnceWhoeverBringsIt() throws Exception {
    var queue = queue();
    var ran = new AtomicInteger();
    var done = new CountDownLatch(3 * 400);
    Runnable one =
        () -> {
          ran.incrementAndGet();
          done.countDown();
        };
    try (var workers = new Workers(3, queue)) {
      for (var i = 0; i < 400; i++) {
        workers.run(one);
        workers.submit(
            () -> {
              queue.add(new Job("engine", 1, one));
              workers.batchesGrew();
              one.run();
            });
      }
      done.await();
    }
    assertEquals(3 * 400, ran.get());
  }

  @Test
  void aTaskThatFailsDoesNotEndItsThread() throws Exception {
    var done = new CountDownLatch(1);
    try (var workers = new Workers(1, queue())) {
      workers.submit(
          () -> {
            throw new IllegalStateException("as expected");
          });
      workers.submit(
          () -> {
            throw new OutOfMemoryError("as if");
          });
      workers.submit(done::countDown);
      done.await();
    }
    assertEquals(0, done.getCount());
  }

  @Test
  void whatStillWaitsAtTheEndIsDropped() throws Exception {
    var workers = new Workers(1, queue());
    var busy = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    workers.submit(
        () -> {
          busy.countDown();
          try {
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    busy.await();
    workers.run(() -> order.add("never"));
    var closing = new Thread(workers::close);
    closing.start();
    // It waits for its threads: what still waited has been dropped by then.
    while (closing.getState() != Thread.State.TIMED_WAITING && !isOver(closing)) {
      Thread.onSpinWait();
    }
    ended.countDown();
    closing.join();
    assertTrue(order.isEmpty());
  }

  private static boolean isOver(Thread thread) {
    return thread.getState() == Thread.State.TERMINATED;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whoComputesYieldsToWhoAnswers() throws Exception {
    try (var workers = new Workers(1, queue())) {
      var told = new CompletableFuture<Integer>();
      workers.submit(() -> told.complete(niceness()));
      assertEquals(Math.min(19, niceness() + 5), told.get());
    }
  }
}
