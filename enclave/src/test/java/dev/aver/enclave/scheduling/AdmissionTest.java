// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final AtomicInteger room = new AtomicInteger(100);
  private final AtomicBoolean lives = new AtomicBoolean(true);
  private final Admission admission = new Admission(3, 100, more -> more <= room.get(), lives::get);

  private String refusal() {
    return admission.enter(10).map(refusal -> refusal.status() + " " + refusal.code()).orElse("");
  }

  @Test
  void soManyAreInsideAndNoMore() {
    for (var i = 0; i < 3; i++) {
      assertEquals("", refusal());
    }
    assertEquals("429 overloaded", refusal());
    assertEquals(3, admission.inside());
    admission.leave(10);
    assertEquals("", refusal());
  }

  @Test
  void longBodiesTakeTheRoomOfMany() {
    assertEquals(Optional.empty(), admission.enter(1000)); // alone: as long as the limit of a body
    assertEquals("429 overloaded", refusal());
    admission.leave(1000);
    assertEquals(Optional.empty(), admission.enter(91));
    assertEquals("429 overloaded", refusal());
    assertEquals(Optional.empty(), admission.enter(9));
  }

  @Test
  void nobodyEntersWhoseReceiptTheLogCouldNotTake() {
    room.set(1);
    assertEquals("", refusal());
    assertEquals("503 log_unavailable", refusal());
  }

  @Test
  void nobodyEntersWhenTheKeysEnd() {
    lives.set(false);
    assertEquals("503 keyset_ended", refusal());
    assertEquals(0, admission.inside());
  }

  @Test
  void everyItemRunsOnceAndDoneComesLast() throws Exception {
    try (var workers = new Workers(3)) {
      for (var items = 1; items < 40; items++) {
        var count = items;
        var ran = Collections.synchronizedList(new ArrayList<Integer>());
        var seenAtDone = new AtomicInteger();
        var done = new CountDownLatch(1);
        workers.submit(
            () ->
                workers.spread(
                    count,
                    ran::add,
                    () -> {
                      seenAtDone.set(ran.size());
                      done.countDown();
                    }));
        done.await();
        assertEquals(count, seenAtDone.get());
        Collections.sort(ran);
        for (var i = 0; i < count; i++) {
          assertEquals(i, ran.get(i));
        }
      }
    }
  }

  @Test
  void aSmallRequestDoesNotWaitForAllOfALargeOne() throws Exception {
    try (var workers = new Workers(1)) {
      var entered = new CountDownLatch(1);
      var small = new CountDownLatch(1);
      var order = Collections.synchronizedList(new ArrayList<String>());
      var done = new CountDownLatch(2);
      workers.submit(
          () ->
              workers.spread(
                  100,
                  i -> {
                    entered.countDown();
                    awaitQuietly(small);
                    order.add("large");
                  },
                  done::countDown));
      entered.await();
      workers.submit(() -> workers.spread(1, i -> order.add("small"), done::countDown));
      small.countDown();
      done.await();
      assertTrue(order.indexOf("small") <= 2, order.toString());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
