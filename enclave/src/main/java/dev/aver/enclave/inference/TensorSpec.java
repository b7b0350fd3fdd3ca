// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.attestation.receipt.Datatype;
import java.util.List;

/**
 * A tensor that a model takes or gives.
 *
 * @param shape the length of each dimension; −1 where it may vary
 * @param symbols the model's name for the length of each dimension, the same wherever the length is
 *     the same; empty where it has none
 */
public record TensorSpec(String name, Datatype datatype, List<Long> shape, List<String> symbols) {
  /** Copies the lists, which are equally long. */
  public TensorSpec {
    shape = List.copyOf(shape);
    symbols = List.copyOf(symbols);
    if (shape.size() != symbols.size()) {
      throw new IllegalArgumentException(
          shape.size() + " dimensions, " + symbols.size() + " names");
    }
  }

  /** Without names. */
  public TensorSpec(String name, Datatype datatype, List<Long> shape) {
    this(name, datatype, shape, shape.stream().map(_ -> "").toList());
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
