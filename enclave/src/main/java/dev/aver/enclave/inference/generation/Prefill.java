// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/**
 * Where a prompt is cut into steps. The cuts depend on its length alone, never on what else runs,
 * and no piece has exactly one token unless the prompt has: such a piece is computed by other
 * kernels, with other bits.
 */
final class Prefill {
  /** Tokens of a piece: as many as others may be let wait for. */
  static final int PIECE = 64;

  private Prefill() {}

  /** The end of the piece that begins at {@code from} of {@code length} tokens. */
  static int end(int from, int length) {
    var rest = length - from;
    return rest <= PIECE + 1 ? length : from + PIECE;
  }
}
