// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.enclave.scheduling.Slot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingJobTest {
  private final List<String> told = new ArrayList<>();
  private final EmbeddingJob job =
      new EmbeddingJob(
          new Ones(),
          new EmbeddingRequest(2, false, new EmbeddingInput(List.of(new long[3], new long[4]))),
          vectors -> told.add("done " + vectors.size()),
          failed -> told.add("failed"));

  private void run(int index) {
    EmbeddingJob.run(List.of(new Slot<>(job, index)));
  }

  @Test
  void itIsDoneOnceAllItsTextsHaveRun() {
    run(1);
    assertTrue(!job.isOver());
    run(0);
    assertEquals(List.of("done 2"), told);
  }

  @Test
  void whoGoesAwayIsNotAnsweredAndWhatWaitsIsOver() {
    run(0);
    job.cancel(() -> told.add("cut"));
    assertTrue(job.isOver());
    run(1); // was running already
    assertEquals(List.of("cut"), told);
  }

  @Test
  void whoGoesAwayAfterTheAnswerChangesNothing() {
    run(0);
    run(1);
    job.cancel(() -> told.add("cut"));
    assertEquals(List.of("done 2"), told);
  }
}
