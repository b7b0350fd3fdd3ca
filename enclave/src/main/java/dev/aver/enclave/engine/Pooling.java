// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import java.nio.FloatBuffer;

/**
 * Mean pooling in one fixed order of additions, so that the same hidden states give the same bits
 * on every machine: part of the numeric profile {@code fp32/cpu/mean-l2}.
 */
final class Pooling {
  private Pooling() {}

  /**
   * The mean over {@code tokens} rows of {@code width} floats, summed from the first row to the
   * last. Every row counts: a text is never padded, so its attention mask is all ones.
   */
  static float[] mean(FloatBuffer hidden, int tokens, int width) {
    var pooled = new float[width];
    var row = new float[width];
    for (var token = 0; token < tokens; token++) {
      hidden.get(token * width, row);
      for (var j = 0; j < width; j++) {
        pooled[j] += row[j];
      }
    }
    for (var j = 0; j < width; j++) {
      pooled[j] /= tokens;
    }
    return pooled;
  }
}
