// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import dev.aver.attestation.bytes.Bytes;
import java.util.List;

/**
 * A token with the natural logarithm of its probability.
 *
 * @param bytes of the token; they need not be whole characters
 * @param alternatives the likeliest tokens at this place, without alternatives of their own
 */
public record TokenLogprob(Bytes bytes, double logprob, List<TokenLogprob> alternatives) {
  /** Copies {@code alternatives}. */
  public TokenLogprob {
    alternatives = List.copyOf(alternatives);
  }
}
