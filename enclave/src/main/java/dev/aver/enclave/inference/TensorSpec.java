// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.attestation.receipt.Datatype;
import java.util.List;

/**
 * A tensor that a model takes or gives.
 *
 * @param shape the length of each dimension; −1 where it may vary
 */
public record TensorSpec(String name, Datatype datatype, List<Long> shape) {
  /** Copies {@code shape}. */
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Whether a tensor of this shape, which has no empty dimension, can be meant. */
  boolean takes(List<Long> given) {
    if (given.size() != shape.size()) {
      return false;
    }
    for (var i = 0; i < given.size(); i++) {
      var fixed = shape.get(i);
      if (given.get(i) < 1 || fixed >= 0 && !fixed.equals(given.get(i))) {
        return false;
      }
    }
    return true;
  }
}
