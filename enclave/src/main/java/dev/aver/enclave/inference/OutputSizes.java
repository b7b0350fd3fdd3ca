// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.attestation.receipt.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses before the model runs what would give more than an answer may hold, as far as the model
 * says by names which lengths of outputs are lengths of inputs. A run takes memory by the size of
 * what it computes: a body of a mebibyte can ask for gigabytes.
 */
final class OutputSizes {
  private OutputSizes() {}

  /**
   * Compares each output with {@link TensorEngine#MOST_ELEMENTS}; one of unknown size passes.
   *
   * @param given of the model's names and numbers of dimensions
   */
  static void check(List<Tensor> given, TensorEngine model) throws Refused {
    var lengths = new HashMap<String, Long>();
    for (var tensor : given) {
      for (var spec : model.inputs()) {
        if (spec.name().equals(tensor.name())) {
          bind(spec, tensor.shape(), lengths);
        }
      }
    }
    for (var output : model.outputs()) {
      if (isTooLarge(output, lengths)) {
        throw Parameters.invalid(
            "inputs",
            "`%s` would have more than %d elements."
                .formatted(output.name(), TensorEngine.MOST_ELEMENTS));
      }
    }
  }

  private static void bind(TensorSpec spec, List<Long> shape, Map<String, Long> lengths) {
    for (var i = 0; i < shape.size(); i++) {
      lengths.merge(spec.symbols().get(i), shape.get(i), Math::max);
    }
    lengths.remove("");
  }

  private static boolean isTooLarge(TensorSpec output, Map<String, Long> lengths) {
    var elements = 1L;
    for (var i = 0; i < output.shape().size(); i++) {
      var fixed = output.shape().get(i);
      var length = fixed >= 0 ? fixed : lengths.getOrDefault(output.symbols().get(i), 1L);
      if (length > TensorEngine.MOST_ELEMENTS / elements) {
        return true;
      }
      elements *= Math.max(1, length);
    }
    return false;
  }
}
