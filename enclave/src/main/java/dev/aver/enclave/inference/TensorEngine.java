// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.attestation.receipt.Tensor;
import java.util.List;

/**
 * A graph from tensors to tensors. Implementations are safe for concurrent use, and the same
 * tensors give the same bits whatever else runs.
 */
public interface TensorEngine {
  /** Elements of one output: more in an answer would cost more memory than a request is worth. */
  long MOST_ELEMENTS = 1 << 20;

  /** What it takes. */
  List<TensorSpec> inputs();

  /** What it gives, in its own order. */
  List<TensorSpec> outputs();

  /**
   * One run.
   *
   * @param given one tensor for each of {@link #inputs}, of its datatype and a shape that it takes
   * @return one for each of {@link #outputs}, in their order
   * @throws EngineFailed if the engine could not run, for example for shapes that do not fit one
   *     another, or if an output has more than {@link #MOST_ELEMENTS}
   */
  List<Tensor> infer(List<Tensor> given) throws EngineFailed;
}
