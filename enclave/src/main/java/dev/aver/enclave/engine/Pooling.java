// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import dev.aver.enclave.models.PoolingRule;
import java.nio.FloatBuffer;

/**
 * Pooling in one fixed order of additions, so that the same hidden states give the same bits on
 * every machine: part of the numeric profile.
 */
final class Pooling {
  private Pooling() {}

  /**
   * One vector of {@code width} floats from the hidden states of one text.
   *
   * @param first index in {@code hidden} of its first token's state
   * @param tokens how many states are its own; padding follows them and does not count
   */
  static float[] of(PoolingRule rule, FloatBuffer hidden, int first, int tokens, int width) {
    return switch (rule) {
      case MEAN -> mean(hidden, first, tokens, width);
      case CLS -> row(hidden, first, width);
    };
  }

  /** Summed from the first row to the last, then divided. */
  private static float[] mean(FloatBuffer hidden, int first, int tokens, int width) {
    var pooled = new float[width];
    var row = new float[width];
    for (var token = 0; token < tokens; token++) {
      hidden.get(first + token * width, row);
      for (var j = 0; j < width; j++) {
        pooled[j] += row[j];
      }
    }
    for (var j = 0; j < width; j++) {
      pooled[j] /= tokens;
    }
    return pooled;
  }

  private static float[] row(FloatBuffer hidden, int first, int width) {
    var row = new float[width];
    hidden.get(first, row);
    return row;
  }
}
