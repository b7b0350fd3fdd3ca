// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import java.util.Map;

/**
 * How the next token is chosen. In this order: bias and penalties change the logits, temperature
 * divides them, the largest {@code topK} remain, of these the most likely that together have {@code
 * topP}, of these whoever has {@code minP} of the likeliest; then one is drawn.
 *
 * @param temperature 0: the likeliest token, the lowest id of equals
 * @param topK 0: all
 * @param presence subtracted from the logit of every token that has been written
 * @param frequency subtracted once for each time it has been written
 * @param bias added, by token
 * @param seed of the draws, 0 to 2^53 − 1
 */
public record Sampling(
    double temperature,
    double topP,
    int topK,
    double minP,
    double presence,
    double frequency,
    Map<Integer, Double> bias,
    long seed) {
  /** Copies {@code bias}. */
  public Sampling {
    bias = Map.copyOf(bias);
  }

  /** Whether every token can be drawn. */
  boolean isWhole() {
    return topP >= 1 && topK == 0 && minP == 0;
  }

  /** The likeliest token each time. */
  public static Sampling greedy() {
    return new Sampling(0, 1, 0, 0, 0, 0, Map.of(), 0);
  }
}
