// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tokens are drawn as the parameters say, and the same ones again. */
class TokenChooserTest {
  private static final float[] LOGITS = {0f, 1f, 2f, 3f, -50f};

  private static int[] drawn(Sampling sampling, int count) {
    var chooser = new TokenChooser(sampling, 0);
    var times = new int[LOGITS.length];
    for (var i = 0; i < count; i++) {
      times[chooser.next(LOGITS.clone(), Optional.empty())]++;
    }
    return times;
  }

  private static Sampling sampling(double temperature, double topP, int topK, double minP) {
    return new Sampling(temperature, topP, topK, minP, 0, 0, Map.of(), 42);
  }

  @Test
  void frequenciesAreTheProbabilities() {
    var sum = 0.0;
    for (var logit : LOGITS) {
      sum += Math.exp(logit / 1.5);
    }
    var whole = drawn(sampling(1.5, 1, 0, 0), 100_000);
    var sorted = drawn(sampling(1.5, 1, 4, 0), 100_000);
    for (var token = 0; token < LOGITS.length; token++) {
      var expected = Math.exp(LOGITS[token] / 1.5) / sum;
      assertEquals(expected, whole[token] / 1e5, 0.01, "token " + token);
      assertEquals(expected, sorted[token] / 1e5, 0.01, "token " + token);
    }
  }

  @Test
  void theCutsLeaveWhatTheySay() {
    assertEquals(2, count(drawn(sampling(1, 1, 2, 0), 1000)));
    assertEquals(1, count(drawn(sampling(1, 0.5, 0, 0), 1000)));
    assertEquals(2, count(drawn(sampling(1, 0.7, 0, 0), 1000)));
    assertEquals(3, count(drawn(sampling(1, 1, 0, 0.1), 1000)));
    assertEquals(1, count(drawn(sampling(0, 1, 0, 0), 1000)));
  }

  private static long count(int[] times) {
    return java.util.Arrays.stream(times).filter(n -> n > 0).count();
  }

  @Test
  void biasAndPenaltiesMoveLogits() {
    var biased = new Sampling(0, 1, 0, 0, 0, 0, Map.of(0, 10.0), 1);
    assertEquals(5, drawn(biased, 5)[0]);
    var penalised = new Sampling(0, 1, 0, 0, 0, 1.5, Map.of(), 1);
    assertTrue(count(drawn(penalised, 6)) >= 2);
  }

  @Test
  void equalsAreTakenByTheirId() {
    var chooser = new TokenChooser(Sampling.greedy(), 0);
    assertEquals(1, chooser.next(new float[] {0, 7, 7, 7}, Optional.empty()));
    var random = new Random(3);
    for (var i = 0; i < 1000; i++) {
      var x = -29 * random.nextDouble();
      assertEquals(1, Exponential.of(x) / Math.exp(x), 1e-9);
    }
  }
}
