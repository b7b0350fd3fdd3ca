// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import java.util.Locale;

/** In which numbers a graph computes, and so whether texts may share a run of it. */
public enum Precision {
  /** 32-bit floats: every row is computed by itself, whatever stands beside it. */
  FP32,
  /**
   * Weights of 8 bits with activations quantised at run time by one scale for the whole tensor: a
   * neighbour, or padding, would change a text's own numbers, so every text runs alone.
   */
  INT8;

  /** Its name in the catalogue and in numeric profiles. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a text's numbers do not depend on what runs beside it. */
  public boolean shares() {
    return this == FP32;
  }
}
