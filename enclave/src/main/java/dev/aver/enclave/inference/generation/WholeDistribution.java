// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/** A draw among all tokens, where nothing cuts the distribution: no order is needed for that. */
final class WholeDistribution {
  private WholeDistribution() {}

  /** The token at {@code draw}, from 0 to 1, of the summed weights in order of ids. */
  static int at(float[] logits, double temperature, double draw) {
    var likeliest = Argmax.of(logits);
    var weights = new double[logits.length];
    var sum = 0.0;
    for (var token = 0; token < logits.length; token++) {
      weights[token] = Exponential.of((logits[token] - (double) logits[likeliest]) / temperature);
      sum += weights[token];
    }
    var rest = draw * sum;
    for (var token = 0; token < logits.length; token++) {
      rest -= weights[token];
      if (rest < 0) {
        return token;
      }
    }
    return likeliest; // nothing left over but a rounding
  }
}
