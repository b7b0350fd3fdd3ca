// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
  private static final Object ENGINE = new Object();

  private final List<List<Slot<Job>>> ran = new ArrayList<>();
  private final BatchQueue<Job> queue = new BatchQueue<>(ran::add);

  private static final class Job implements BatchJob {
    private final Object engine;
    private final boolean shares;
    private final int[] lengths;
    private boolean over;

    Job(Object engine, boolean shares, int... lengths) {
      this.engine = engine;
      this.shares = shares;
      this.lengths = lengths;
    }

    @Override
    public Object engine() {
      return engine;
    }

    @Override
    public boolean shares() {
      return shares;
    }

    @Override
    public int size() {
      return lengths.length;
    }

    @Override
    public int length(int index) {
      return lengths[index];
    }

    @Override
    public boolean isOver() {
      return over;
    }
  }

  private Job add(int... lengths) {
    var job = new Job(ENGINE, true, lengths);
    queue.add(job);
    return job;
  }

  private List<Integer> next(int takers) {
    queue.take(takers).orElseThrow().run();
    return ran.getLast().stream().map(slot -> slot.job().length(slot.index())).toList();
  }

  @Test
  void whoeverIsAloneRunsAtOnce() {
    add(20);
    assertEquals(List.of(20), next(1));
    assertTrue(queue.take(1).isEmpty());
  }

  @Test
  void whoeverWaitsNearInLengthComesAlong() {
    for (var length : new int[] {20, 100, 22, 19, 40}) {
      add(length);
    }
    assertEquals(List.of(20, 19, 22), next(1));
    assertEquals(List.of(100), next(1));
    assertEquals(List.of(40), next(1));
  }

  @Test
  void whoeverWouldPadAllOthersGetsARunOfItsOwn() {
    for (var length : new int[] {10, 14, 10, 10, 10, 10, 10}) {
      add(length);
    }
    assertEquals(List.of(10, 10, 10, 10, 10, 10), next(1));
    assertEquals(List.of(14), next(1));
  }

  @Test
  void aBatchHasNoMorePaddedTokensThanItsBudget() {
    add(64, 64, 64, 64, 64, 64);
    assertEquals(4, next(1).size());
    add(300);
    assertEquals(2, next(1).size());
    assertEquals(List.of(300), next(1));
  }

  @Test
  void aRequestOfOneTextWaitsForOneRunOfALargeOneAtMost() {
    add(new int[] {200, 200, 200, 200, 200});
    var one = add(10);
    assertEquals(List.of(200), next(1));
    next(1);
    assertEquals(one, ran.getLast().getFirst().job());
  }

  @Test
  void idleThreadsGetTheirShare() {
    add(8, 8, 8, 8, 8, 8, 8, 8);
    assertEquals(4, next(2).size());
    assertEquals(4, next(1).size());
  }

  @Test
  void whatMayNotShareRunsAloneAndEnginesAreNotMixed() {
    queue.add(new Job(ENGINE, false, 20, 20));
    add(20);
    queue.add(new Job("another", true, 20));
    assertEquals(List.of(20), next(1));
    assertEquals(List.of(20), next(1));
    assertEquals(List.of(20), next(1));
    assertEquals(List.of(20), next(1));
    assertTrue(queue.take(1).isEmpty());
  }

  @Test
  void aFailedRequestsRestDoesNotRun() {
    var failed = add(200, 200);
    next(1);
    failed.over = true;
    assertTrue(queue.take(1).isEmpty());
    assertEquals(0, queue.texts());
  }

  @Test
  void whatWaitsOfACancelledRequestIsLetGoBeforeTheNextBatch() {
    var cancelled = add(200, 200);
    add(10);
    cancelled.over = true;
    queue.dropOver();
    assertEquals(1, queue.texts());
    assertEquals(List.of(10), next(1));
  }

  @Test
  void everyTextRunsExactlyOnceWhateverArrivesWhen() {
    var random = new Random(5);
    var expected = 0;
    for (var step = 0; step < 2000; step++) {
      if (random.nextInt(3) == 0) {
        var lengths = random.ints(1 + random.nextInt(9), 2, 300).toArray();
        queue.add(new Job(ENGINE, random.nextInt(8) > 0, lengths));
        expected += lengths.length;
      }
      queue.take(1 + random.nextInt(3)).ifPresent(Runnable::run);
    }
    for (var batch = queue.take(1); batch.isPresent(); batch = queue.take(1)) {
      batch.get().run();
    }
    var seen = ran.stream().flatMap(List::stream).collect(Collectors.toList());
    assertEquals(expected, seen.size());
    assertEquals(expected, new HashSet<>(seen).size());
    for (var batch : ran) {
      var longest = batch.stream().mapToInt(s -> s.job().length(s.index())).max().orElseThrow();
      assertTrue(batch.size() == 1 || batch.size() * longest <= BatchQueue.BUDGET);
    }
  }
}
