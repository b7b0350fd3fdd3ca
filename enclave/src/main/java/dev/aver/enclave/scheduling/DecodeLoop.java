// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.inference.generation.Ending;
import dev.aver.enclave.inference.generation.Generation;
import dev.aver.enclave.inference.generation.GenerationModel;
import dev.aver.enclave.inference.generation.Rows;
import java.util.List;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Continuous batching: one step of the model over all texts that are being written, and between two
 * steps a bounded number of pieces of prompts that are being read. A text joins and leaves at any
 * step; its own steps are the same whatever the others do, so its bits are, too.
 *
 * <p>A place among the living is a sequence of the model with room for its whole context: that is
 * the budget of keys and values that admission counts in. Who finds no place waits for its turn.
 */
public final class DecodeLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DecodeLoop.class);
  private static final long LONGEST_STEP_MILLIS = 10_000;

  private final GenerationModel model;
  private final LongSupplier millis;
  private final Thread thread;
  private final Rows rows;
  private final float[] logits;

  /** By the number of their sequence; only the loop's thread touches them. */
  private final @Nullable Generation[] living;

  /** Whose they are. */
  private final @Nullable Tenant[] owners;

  /** Guarded by itself. */
  private final Turns<Generation> waiting = new Turns<>();

  private boolean closed;

  /** Order of arrival of the living. */
  private final long[] arrivals;

  private long arrived;

  /** Starts the thread that runs {@code model}; {@code millis} are since 1970. */
  public DecodeLoop(GenerationModel model, LongSupplier millis) {
    this.model = model;
    this.millis = millis;
    this.rows = new Rows(model.stepRows());
    this.logits = new float[model.vocabulary().size()];
    this.living = new Generation[model.sequences()];
    this.owners = new Tenant[model.sequences()];
    this.arrivals = new long[model.sequences()];
    this.thread = Thread.ofPlatform().daemon().name("aver-decode").start(this::run);
  }

  /** They begin as soon as it is their owner's turn to get places. */
  public void submit(Tenant owner, List<Generation> generations) {
    synchronized (waiting) {
      if (!closed) {
        waiting.add(owner, generations);
        waiting.notifyAll();
        return;
      }
    }
    generations.forEach(generation -> end(generation, Ending.FAILED));
  }

  private void run() {
    Niceness.computing(); // and so do the engine's threads, which this one starts
    while (takeIn()) {
      dropOverdue();
      closeUp();
      try {
        readSome();
        writeAll();
      } catch (EngineFailed e) {
        LOG.errorf("a step failed: %s", e.getCause());
        endAll();
      }
    }
    endAll();
    synchronized (waiting) {
      waiting.drain(generation -> end(generation, Ending.FAILED));
    }
  }

  /** Waits for something to do, and gives places to those who wait; false: it is over. */
  private boolean takeIn() {
    synchronized (waiting) {
      while (!closed && waiting.isEmpty() && isIdle()) {
        try {
          waiting.wait();
        } catch (InterruptedException e) {
          return false;
        }
      }
      var now = millis.getAsLong();
      waiting.drop(generation -> endOverdue(generation, now));
      for (var sequence = 0; sequence < living.length && !waiting.isEmpty(); sequence++) {
        if (living[sequence] == null) {
          var turn = waiting.next(this::placesOf).orElseThrow();
          living[sequence] = turn.waited();
          owners[sequence] = turn.tenant();
          arrivals[sequence] = arrived++;
        }
      }
      return !closed;
    }
  }

  private int placesOf(Tenant tenant) {
    var places = 0;
    for (var sequence = 0; sequence < living.length; sequence++) {
      places += living[sequence] != null && tenant.equals(owners[sequence]) ? 1 : 0;
    }
    return places;
  }

  private boolean isIdle() {
    for (var generation : living) {
      if (generation != null) {
        return false;
      }
    }
    return true;
  }

  /** Whether it had to end before the next step, and has. */
  private static boolean endOverdue(Generation generation, long now) {
    var ending = generation.overdue(now);
    ending.ifPresent(why -> end(generation, why));
    return ending.isPresent();
  }

  private void dropOverdue() {
    var now = millis.getAsLong();
    for (var sequence = 0; sequence < living.length; sequence++) {
      var generation = living[sequence];
      if (generation != null) {
        var ending = generation.overdue(now);
        if (ending.isPresent()) {
          leave(sequence);
          end(generation, ending.get());
        }
      }
    }
  }

  /**
   * The engine runs sequences of neighbouring numbers together, the others one after the other: so
   * the last one moves into the first gap. It costs less than a step, and saves one in each.
   */
  private void closeUp() {
    var gap = 0;
    while (gap < living.length && living[gap] != null) {
      gap++;
    }
    var last = living.length - 1;
    while (last > gap && living[last] == null) {
      last--;
    }
    if (last > gap && standsApart()) {
      model.move(last, gap);
      living[gap] = living[last];
      owners[gap] = owners[last];
      arrivals[gap] = arrivals[last];
      living[last] = null;
    }
  }

  /** Whether there is a gap between two of the living. */
  private boolean standsApart() {
    var groups = 0;
    for (var sequence = 0; sequence < living.length; sequence++) {
      var begins = living[sequence] != null && (sequence == 0 || living[sequence - 1] == null);
      groups += begins ? 1 : 0;
    }
    return groups > 1;
  }

  private void leave(int sequence) {
    living[sequence] = null;
    model.forget(sequence);
  }

  /** As many pieces of prompts as those who write can be let wait for; at least one. */
  private void readSome() throws EngineFailed {
    for (var left = readable(); left > 0; ) {
      var read = readOne();
      if (read == 0) {
        return;
      }
      left -= read;
      dropOverdue();
    }
  }

  /** One piece, and more if there are more who wait to be read than who write. */
  private int readable() {
    var reading = 0;
    var writing = 0;
    for (var generation : living) {
      if (generation != null) {
        reading += generation.isWriting() ? 0 : 1;
        writing += generation.isWriting() ? 1 : 0;
      }
    }
    return Generation.PIECE * Math.max(1, reading / Math.max(1, writing));
  }

  /**
   * One piece of the prompt that came first: alone, or its cut would depend on the others.
   *
   * @return its tokens
   */
  private int readOne() throws EngineFailed {
    var first = -1;
    for (var sequence = 0; sequence < living.length; sequence++) {
      var generation = living[sequence];
      if (generation != null
          && !generation.isWriting()
          && (first < 0 || arrivals[sequence] < arrivals[first])) {
        first = sequence;
      }
    }
    var generation = first < 0 ? null : living[first];
    if (generation == null) {
      return 0;
    }
    rows.clear();
    generation.read(rows, first);
    model.decode(rows);
    if (generation.isWriting()) {
      advance(first, rows.size() - 1);
    }
    return rows.size();
  }

  private void writeAll() throws EngineFailed {
    rows.clear();
    for (var sequence = 0; sequence < living.length; sequence++) {
      var generation = living[sequence];
      if (generation != null && generation.isWriting()) {
        generation.write(rows, sequence);
      }
    }
    if (rows.size() > 0) {
      model.decode(rows);
      for (var row = 0; row < rows.size(); row++) {
        advance(rows.sequence(row), row);
      }
    }
  }

  private void advance(int sequence, int row) throws EngineFailed {
    model.logits(row, logits);
    var generation = living[sequence];
    if (generation == null) {
      return;
    }
    try {
      if (!generation.advance(logits)) {
        leave(sequence);
      }
    } catch (RuntimeException e) {
      LOG.errorf("a choice failed: %s", e.getClass());
      leave(sequence);
      end(generation, Ending.FAILED);
    }
  }

  /** Whoever cannot hear of its end must not end the loop for all others. */
  private static void end(Generation generation, Ending why) {
    try {
      generation.end(why);
    } catch (RuntimeException e) {
      LOG.errorf("an answer failed: %s", e.getClass());
    }
  }

  private void endAll() {
    for (var sequence = 0; sequence < living.length; sequence++) {
      var generation = living[sequence];
      if (generation != null) {
        leave(sequence);
        end(generation, Ending.FAILED);
      }
    }
  }

  /**
   * Ends everything after the running step.
   *
   * @throws IllegalStateException if that does not end, and the model must not be closed
   */
  @Override
  public void close() {
    synchronized (waiting) {
      closed = true;
      waiting.notifyAll();
    }
    try {
      thread.join(LONGEST_STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IllegalStateException("a step does not end");
    }
  }
}
