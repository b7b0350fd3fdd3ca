// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.enclave.models.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A vector's bits depend on its text alone: random companions, places, padding, threads within a
 * run and runs beside it change nothing.
 */
class ExactEmbeddingsTest {
  private static final int CASES = Integer.getInteger("exact.cases", 500);
  private static final int PARALLEL = 2;

  private static OnnxEmbeddingModel alone;
  private static OnnxEmbeddingModel threaded;

  @BeforeAll
  static void load() throws Exception {
    var described = Catalogue.builtIn().encoder("all-minilm-l6-v2").orElseThrow();
    alone = OnnxEmbeddingModel.load(described, ModelFiles.folders());
    threaded = OnnxEmbeddingModel.load(described, ModelFiles.folders(), 2);
  }

  @AfterAll
  static void close() {
    alone.close();
    threaded.close();
  }

  @Test
  void textsMayShareARunHere() {
    assertTrue(alone.shares());
  }

  @Test
  void randomBatchesGiveTheBitsOfTheTextAlone() throws Exception {
    try (var threads = Executors.newFixedThreadPool(PARALLEL)) {
      var cases = new ArrayList<Callable<Void>>();
      for (var number = 0; number < CASES; number++) {
        var seed = number;
        cases.add(() -> oneCase(new Random(seed)));
      }
      for (var finished : threads.invokeAll(cases)) {
        finished.get();
      }
    }
  }

  private static Void oneCase(Random random) throws Exception {
    var text = text(random);
    var batch = new ArrayList<long[]>();
    for (var companions = random.nextInt(6); companions > 0; companions--) {
      batch.add(text(random));
    }
    var place = random.nextInt(batch.size() + 1);
    batch.add(place, text);
    var model = random.nextInt(4) == 0 ? threaded : alone;
    var together = model.pooled(batch, random.nextBoolean() ? 0 : random.nextInt(64)).get(place);
    assertArrayEquals(alone.pooled(List.of(text)).getFirst(), together);
    return null;
  }

  /** Most are short, as they are in life; some have up to 200 ids. */
  private static long[] text(Random random) {
    var ids = new long[random.nextInt(30) == 0 ? random.nextInt(198) : random.nextInt(33)];
    for (var i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(1000, 30_000);
    }
    return alone.tokens(ids);
  }
}
