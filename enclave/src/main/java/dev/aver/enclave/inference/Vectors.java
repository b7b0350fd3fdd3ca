// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import java.util.Arrays;

/** What happens to a vector between engine and answer, in one fixed order of operations. */
public final class Vectors {
  private Vectors() {}

  /**
   * The first {@code dimensions} components, divided by their L2 norm (summed in double), with −0.0
   * as 0.0 (formats.md, 5.2). A vector without length gives NaN, which no answer may hold.
   */
  public static float[] normalised(float[] pooled, int dimensions) {
    var vector = Arrays.copyOf(pooled, dimensions);
    var squares = 0.0;
    for (var component : vector) {
      squares += (double) component * component;
    }
    var scale = (float) (1 / Math.sqrt(squares));
    for (var j = 0; j < dimensions; j++) {
      vector[j] = vector[j] * scale + 0.0f; // −0.0 + 0.0 is 0.0; nothing else changes
    }
    return vector;
  }

  /** Whether every component is a number. */
  public static boolean isFinite(float[] vector) {
    for (var component : vector) {
      if (!Float.isFinite(component)) {
        return false;
      }
    }
    return true;
  }
}
