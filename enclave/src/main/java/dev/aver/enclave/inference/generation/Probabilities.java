// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What the model itself thought of the tokens, before bias, penalties, temperature and grammar: the
 * natural logarithms of its probabilities.
 */
final class Probabilities {
  private Probabilities() {}

  /** A token with its logarithm. */
  record Ranked(int token, double logprob) {}

  /** The logarithm of the sum of all exponentials. */
  static double normaliser(float[] logits) {
    double largest = logits[Argmax.of(logits)];
    var sum = 0.0;
    for (var logit : logits) {
      sum += Exponential.of(logit - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /** The {@code count} likeliest, likeliest first, equals by their id. */
  static List<Ranked> likeliest(float[] logits, int count, double normaliser) {
    var order =
        Comparator.comparingDouble((Integer token) -> logits[token])
            .thenComparing(Comparator.<Integer>reverseOrder());
    var best = new PriorityQueue<Integer>(count + 1, order); // its head is the least of them
    for (var token = 0; token < logits.length; token++) {
      if (best.size() < count || !best.isEmpty() && logits[token] > logits[best.element()]) {
        best.add(token);
        if (best.size() > count) {
          best.remove();
        }
      }
    }
    var ranked = new ArrayList<Ranked>();
    while (!best.isEmpty()) {
      var token = best.remove();
      ranked.addFirst(new Ranked(token, logits[token] - normaliser));
    }
    return ranked;
  }
}
