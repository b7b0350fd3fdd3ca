// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/**
 * Numbers from 0 (inclusive) to 1 (exclusive) that depend on seed, choice and place in the text
 * alone: SplitMix64 over the three. What else runs, or ran before, cannot change them.
 */
final class Draws {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private final long start;

  Draws(long seed, int choice) {
    start = mix(mix(seed + GAMMA) + (choice + 1) * GAMMA);
  }

  double at(int place) {
    return (mix(start + (place + 1) * GAMMA) >>> 11) * 0x1p-53;
  }

  private static long mix(long value) {
    var a = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    var b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }
}
