// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/** The index of the largest logit; of equals the lowest. */
final class Argmax {
  private Argmax() {}

  static int of(float[] logits) {
    var best = 0;
    for (var token = 1; token < logits.length; token++) {
      if (logits[token] > logits[best]) {
        best = token;
      }
    }
    return best;
  }
}
