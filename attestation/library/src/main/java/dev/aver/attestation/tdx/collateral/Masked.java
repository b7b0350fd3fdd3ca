// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.bytes.Bytes;

/** Comparison of bit fields under a mask. */
public final class Masked {
  private Masked() {}

  /** Whether what {@code mask} leaves of {@code actual} is {@code expected}; equal sizes. */
  public static boolean equal(Bytes actual, Bytes expected, Bytes mask) {
    return and(actual, mask).equals(expected);
  }

  /** What {@code mask} leaves of {@code actual}; equal sizes. */
  public static Bytes and(Bytes actual, Bytes mask) {
    var left = mask.toArray();
    for (var i = 0; i < left.length; i++) {
      left[i] &= actual.at(i);
    }
    return Bytes.of(left);
  }
}
