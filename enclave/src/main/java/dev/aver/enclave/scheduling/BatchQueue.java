// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Texts that wait, and the rule by which they share runs: whoever is first gets the next run, and
 * takes along the waiting texts nearest in length, up to a budget of padded tokens. Nobody waits
 * for a batch to fill. A job goes to the end of the queue after each run, so that a request of one
 * text waits for one run of every other request at most, not for all of their texts.
 *
 * <p>What shares a run decides how fast a text is answered, never what.
 */
public final class BatchQueue<J extends BatchJob> {
  /** Beyond it a core's cache is full, and sharing gains nothing. */
  static final int BUDGET = 256;

  /**
   * So many tokens of padding a text may bring to a batch. A run of its own would cost it what 18
   * tokens cost (all weights pass through the core once); a third of that is where the mean over
   * mixed lengths is lowest, as whoever does not fit here may fit better into the next batch.
   */
  private static final int MOST_PADDING = 6;

  private final Consumer<List<Slot<J>>> run;

  /** Guarded by this. */
  private final Deque<Waiting<J>> jobs = new ArrayDeque<>();

  /** Texts in {@link #jobs}. Guarded by this. */
  private int texts;

  /** Batches are run by {@code run}, which may not throw. */
  public BatchQueue(Consumer<List<Slot<J>>> run) {
    this.run = run;
  }

  /** Lets all texts of {@code job} wait. */
  public synchronized void add(J job) {
    jobs.addLast(new Waiting<>(job));
    texts += job.size();
  }

  /** Texts that wait. */
  synchronized int texts() {
    return texts;
  }

  /**
   * The next batch, for the caller to run.
   *
   * @param takers threads that are free now, the caller included: each gets its share
   */
  synchronized Optional<Runnable> take(int takers) {
    dropOver();
    if (jobs.isEmpty()) {
      return Optional.empty();
    }
    var slots = batch(jobs.getFirst(), (texts + takers - 1) / takers);
    texts -= slots.size();
    return Optional.of(() -> run.accept(slots));
  }

  /** Lets go of what waits of jobs that are over, which else stays until the next batch. */
  public synchronized void dropOver() {
    for (var all = jobs.iterator(); all.hasNext(); ) {
      var waiting = all.next();
      if (waiting.job.isOver()) {
        texts -= waiting.left();
        all.remove();
      }
    }
  }

  private List<Slot<J>> batch(Waiting<J> first, int most) {
    var shape = new Shape(1, first.nextLength());
    var slots = new ArrayList<Slot<J>>();
    slots.add(first.take());
    if (first.job.shares()) {
      var near = near(first);
      for (var found = true; found && slots.size() < most; ) {
        found = false;
        for (var waiting : near) {
          if (slots.size() < most && waiting.left() > 0 && shape.takes(waiting.nextLength())) {
            shape = shape.with(waiting.nextLength());
            slots.add(waiting.take());
            found = true;
          }
        }
      }
    }
    rotate();
    return slots;
  }

  /** Who may share with {@code first}, by how near the next text is to its last in length. */
  private List<Waiting<J>> near(Waiting<J> first) {
    var length = first.job.length(first.lastTaken());
    return jobs.stream()
        .filter(waiting -> waiting.job.engine().equals(first.job.engine()))
        .filter(waiting -> waiting.job.shares() && waiting.left() > 0)
        .sorted(Comparator.comparingInt(waiting -> Math.abs(waiting.nextLength() - length)))
        .toList();
  }

  /** Whoever got something goes to the end, in order; whoever has got all goes away. */
  private void rotate() {
    var behind = new ArrayList<Waiting<J>>();
    for (var all = jobs.iterator(); all.hasNext(); ) {
      var waiting = all.next();
      if (waiting.wasServed()) {
        all.remove();
        if (waiting.left() > 0) {
          behind.add(waiting);
        }
      }
    }
    jobs.addAll(behind);
  }

  /** What a batch costs: all texts are padded to the longest. */
  private record Shape(int count, int longest) {
    Shape with(int length) {
      return new Shape(count + 1, Math.max(longest, length));
    }

    int padded() {
      return count * longest;
    }

    boolean takes(int length) {
      var then = with(length).padded();
      return then <= BUDGET && then - padded() - length <= MOST_PADDING;
    }
  }

  /** A job's texts, longest first, so that neighbours in a batch are alike. */
  private static final class Waiting<J extends BatchJob> {
    private final J job;
    private final int[] order;
    private int next;
    private boolean served;

    Waiting(J job) {
      this.job = job;
      this.order =
          java.util.stream.IntStream.range(0, job.size())
              .boxed()
              .sorted(Comparator.comparingInt((Integer index) -> job.length(index)).reversed())
              .mapToInt(Integer::intValue)
              .toArray();
    }

    int left() {
      return order.length - next;
    }

    int nextLength() {
      return job.length(order[next]);
    }

    int lastTaken() {
      return order[next - 1];
    }

    Slot<J> take() {
      served = true;
      return new Slot<>(job, order[next++]);
    }

    boolean wasServed() {
      var was = served;
      served = false;
      return was;
    }
  }
}
