// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/** The index of the largest logit; of equals the lowest. */
final class Argmax {
  private Argmax() {}

  static int of(float[] logits) {
    var best = 0;
    var largest = logits[0];
    for (var token = 1; token < logits.length; token++) {
      var logit = logits[token];
      if (logit > largest) {
        largest = logit;
        best = token;
      }
    }
    return best;
  }
}
