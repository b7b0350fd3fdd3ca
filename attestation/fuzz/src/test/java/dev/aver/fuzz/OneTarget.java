// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import dev.aver.attestation.bytes.Bytes;

/** What Jazzer calls: one JVM fuzzes the one {@link Target} that its argument names. */
public final class OneTarget {
  private static Target target = Target.JSON;

  private OneTarget() {}

  /** Jazzer's start. */
  public static void fuzzerInitialize(String[] arguments) {
    target = Target.valueOf(arguments[0]);
  }

  /** Jazzer's one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocation.requireBounded(target, Bytes.of(input));
  }
}
