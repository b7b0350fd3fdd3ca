// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.enclave.scheduling.BatchJob;
import dev.aver.enclave.scheduling.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Embeds the texts of one request: a vector depends on its own text alone, not on what else was
 * asked for or was running, though texts of several requests may share a run.
 */
public final class EmbeddingJob implements BatchJob {
  private final EmbeddingModel model;
  private final EmbeddingRequest request;
  private final Consumer<List<float[]>> done;
  private final Consumer<EngineFailed> failed;
  private final float[][] vectors;
  private final AtomicInteger left;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * Will call one of the two, once all texts have run, unless it is cancelled before.
   *
   * @param done with the vectors in order of the request, all components finite
   */
  public EmbeddingJob(
      EmbeddingModel model,
      EmbeddingRequest request,
      Consumer<List<float[]>> done,
      Consumer<EngineFailed> failed) {
    this.model = model;
    this.request = request;
    this.done = done;
    this.failed = failed;
    this.vectors = new float[request.texts().tokens().size()][];
    this.left = new AtomicInteger(vectors.length);
  }

  @Override
  public Object engine() {
    return model;
  }

  @Override
  public boolean shares() {
    return model.shares();
  }

  @Override
  public int size() {
    return vectors.length;
  }

  @Override
  public int length(int index) {
    return request.texts().tokens().get(index).length;
  }

  @Override
  public boolean isOver() {
    return over.get();
  }

  /**
   * Nobody waits for it any more: what has not run yet will not. Calls {@code cancelled} instead of
   * the other two, unless one of them was first.
   */
  public void cancel(Runnable cancelled) {
    if (over.compareAndSet(false, true)) {
      cancelled.run();
    }
  }

  /** Runs texts of one model together. If that fails, each alone: nobody pays for a neighbour. */
  public static void run(List<Slot<EmbeddingJob>> slots) {
    var texts = slots.stream().map(slot -> slot.job().text(slot.index())).toList();
    List<float[]> pooled;
    try {
      pooled = slots.getFirst().job().model.pooled(texts);
    } catch (EngineFailed | RuntimeException e) {
      if (slots.size() == 1) {
        slots.getFirst().job().fail(e);
      } else {
        slots.forEach(slot -> run(List.of(slot)));
      }
      return;
    }
    for (var i = 0; i < slots.size(); i++) {
      slots.get(i).job().finish(slots.get(i).index(), pooled.get(i));
    }
  }

  private long[] text(int index) {
    return request.texts().tokens().get(index);
  }

  private void finish(int index, float[] pooled) {
    var vector = Vectors.normalised(pooled, request.dimensions());
    if (!Vectors.isFinite(vector)) {
      fail(new ArithmeticException("a component is not finite"));
      return;
    }
    vectors[index] = vector;
    if (left.decrementAndGet() == 0 && over.compareAndSet(false, true)) {
      done.accept(Arrays.asList(vectors));
    }
  }

  private void fail(Exception cause) {
    if (over.compareAndSet(false, true)) {
      failed.accept(cause instanceof EngineFailed known ? known : new EngineFailed(cause));
    }
  }
}
