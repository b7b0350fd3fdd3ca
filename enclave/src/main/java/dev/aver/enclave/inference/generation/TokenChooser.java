// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the tokens of one choice, one after the other. Plain arithmetic in a fixed order: given
 * the same logits it chooses the same tokens on every machine.
 */
final class TokenChooser {
  private final Sampling sampling;
  private final Draws draws;
  private final Map<Integer, Integer> written = new HashMap<>();
  private int place;

  TokenChooser(Sampling sampling, int choice) {
    this.sampling = sampling;
    this.draws = new Draws(sampling.seed(), choice);
  }

  /** The next token, one that {@code grammar} allows; {@code logits} is changed. */
  int next(float[] logits, Optional<Grammar> grammar) {
    adjust(logits);
    var token = draw(logits, 0);
    if (grammar.isPresent()) {
      token = allowed(logits, token, grammar.get());
    }
    written.merge(token, 1, Integer::sum);
    place++;
    return token;
  }

  /** Asking for one token is cheap, for all of them dear: the dear way only if the first fails. */
  private int allowed(float[] logits, int first, Grammar rules) {
    var token = first;
    if (!rules.allows(token)) {
      rules.mask(logits);
      token = draw(logits, 1);
      if (logits[token] == Float.NEGATIVE_INFINITY) {
        throw new IllegalStateException("the grammar allows no token");
      }
    }
    rules.accept(token);
    return token;
  }

  private void adjust(float[] logits) {
    sampling.bias().forEach((token, bias) -> logits[token] += (float) (double) bias);
    if (sampling.presence() != 0 || sampling.frequency() != 0) {
      written.forEach(
          (token, times) ->
              logits[token] -= (float) (sampling.presence() + times * sampling.frequency()));
    }
  }

  /** The {@code attempt}th draw at this place. */
  private int draw(float[] logits, int attempt) {
    if (sampling.temperature() == 0) {
      return Argmax.of(logits);
    }
    var draw = draws.at(2 * place + attempt);
    return sampling.isWhole()
        ? WholeDistribution.at(logits, sampling.temperature(), draw)
        : Candidates.of(logits, sampling).at(draw);
  }
}
