// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.enclave.scheduling.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the texts of one request, each by itself: a vector depends on its own text alone, not on
 * what else was asked for or was running.
 */
public final class EmbeddingJob {
  private final EmbeddingModel model;
  private final EmbeddingRequest request;
  private final float[][] vectors;
  private final AtomicReference<@Nullable EngineFailed> failure = new AtomicReference<>();

  private EmbeddingJob(EmbeddingModel model, EmbeddingRequest request) {
    this.model = model;
    this.request = request;
    this.vectors = new float[request.texts().tokens().size()][];
  }

  /**
   * Runs on {@code workers}, the calling one included, and then calls one of the two.
   *
   * @param done with the vectors in order of the request, all components finite
   */
  public static void run(
      EmbeddingModel model,
      EmbeddingRequest request,
      Workers workers,
      Consumer<List<float[]>> done,
      Consumer<EngineFailed> failed) {
    var job = new EmbeddingJob(model, request);
    workers.spread(
        job.vectors.length,
        job::embed,
        () -> {
          var failure = job.failure.get();
          if (failure == null) {
            done.accept(Arrays.asList(job.vectors));
          } else {
            failed.accept(failure);
          }
        });
  }

  private void embed(int index) {
    if (failure.get() != null) {
      return; // nobody gets the rest
    }
    try {
      var pooled = model.pooled(request.texts().tokens().get(index));
      var vector = Vectors.normalised(pooled, request.dimensions());
      if (!Vectors.isFinite(vector)) {
        throw new EngineFailed(new ArithmeticException("a component is not finite"));
      }
      vectors[index] = vector;
    } catch (EngineFailed e) {
      failure.set(e);
    } catch (RuntimeException e) {
      failure.set(new EngineFailed(e));
    }
  }
}
