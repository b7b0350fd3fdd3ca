// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

/**
 * Says when warming up may end: the compilers have done their work when a round costs hardly less
 * than the one before.
 */
final class Settling {
  private static final int FEWEST = 8;
  private static final int MOST = 14;
  private static final double HARDLY_LESS = 0.97;

  private int rounds;
  private long last = Long.MAX_VALUE;

  /** Whether the round that took {@code cost} was the last one needed. */
  boolean after(long cost) {
    rounds++;
    var settled = rounds >= FEWEST && cost > last * HARDLY_LESS;
    last = cost;
    return settled || rounds >= MOST;
  }

  /** Rounds so far. */
  int rounds() {
    return rounds;
  }
}
