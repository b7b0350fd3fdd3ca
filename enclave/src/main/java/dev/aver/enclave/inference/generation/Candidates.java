// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import java.util.Arrays;

/**
 * The tokens among which one is drawn, likeliest first, equals by their id: an order that does not
 * depend on any algorithm of sorting.
 */
final class Candidates {
  private final int[] tokens;
  private final double[] weights;

  private Candidates(int[] tokens, double[] weights) {
    this.tokens = tokens;
    this.weights = weights;
  }

  /** Those of {@code logits} that {@code sampling} leaves. */
  static Candidates of(float[] logits, Sampling sampling) {
    var largest = logits[Argmax.of(logits)];
    var keys = largest(logits, largest, sampling);
    Arrays.sort(keys);
    var kept = sampling.topK() == 0 ? keys.length : Math.min(keys.length, sampling.topK());
    var tokens = new int[kept];
    var weights = new double[kept];
    for (var i = 0; i < kept; i++) {
      tokens[i] = (int) keys[i];
      weights[i] = Exponential.of((logits[tokens[i]] - (double) largest) / sampling.temperature());
    }
    return new Candidates(tokens, weights).cut(sampling);
  }

  /** At least the {@code topK} largest of those whose weight is not nothing, as keys to sort. */
  private static long[] largest(float[] logits, float largest, Sampling sampling) {
    var wanted = sampling.topK() == 0 ? Integer.MAX_VALUE : sampling.topK();
    for (var width = Exponential.LEAST / 8; ; width *= 2) {
      var keys = above(logits, largest + width * sampling.temperature());
      if (keys.length >= wanted || width <= Exponential.LEAST) {
        return keys;
      }
    }
  }

  private static long[] above(float[] logits, double least) {
    var keys = new long[256];
    var count = 0;
    for (var token = 0; token < logits.length; token++) {
      if (logits[token] > least) {
        if (count == keys.length) {
          keys = Arrays.copyOf(keys, 2 * count);
        }
        keys[count++] = (long) descending(logits[token]) << 32 | token;
      }
    }
    return Arrays.copyOf(keys, count);
  }

  /** A number that rises as the logit falls, both signed. */
  private static int descending(float logit) {
    var bits = Float.floatToIntBits(logit);
    return ~(bits ^ bits >> 31 & Integer.MAX_VALUE);
  }

  private Candidates cut(Sampling sampling) {
    var enough = sampling.topP() * sum(tokens.length);
    var kept = 0;
    for (var mass = 0.0; kept < tokens.length && (kept == 0 || mass < enough); kept++) {
      mass += weights[kept];
    }
    while (kept > 1 && weights[kept - 1] < sampling.minP() * weights[0]) {
      kept--;
    }
    return new Candidates(Arrays.copyOf(tokens, kept), Arrays.copyOf(weights, kept));
  }

  private double sum(int count) {
    var sum = 0.0;
    for (var i = 0; i < count; i++) {
      sum += weights[i];
    }
    return sum;
  }

  /** The token at {@code draw}, from 0 to 1, of their summed weights. */
  int at(double draw) {
    var rest = draw * sum(tokens.length);
    for (var i = 0; i < tokens.length; i++) {
      rest -= weights[i];
      if (rest < 0) {
        return tokens[i];
      }
    }
    return tokens[0]; // nothing left over but a rounding
  }
}
