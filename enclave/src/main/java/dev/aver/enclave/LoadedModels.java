// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.enclave.models.LoadedModel;
import dev.aver.enclave.models.LoadedTensorModel;
import dev.aver.enclave.models.ServedModel;
import java.util.List;
import java.util.stream.Stream;

/**
 * The models that ONNX Runtime runs.
 *
 * @param embedding that turn texts into vectors
 * @param tensors that take tensors: all of them, as an encoder's graph does that, too
 * @param engines to be closed when nothing runs any more
 */
record LoadedModels(
    List<LoadedModel> embedding, List<LoadedTensorModel> tensors, List<AutoCloseable> engines) {
  LoadedModels {
    embedding = List.copyOf(embedding);
    tensors = List.copyOf(tensors);
    engines = List.copyOf(engines);
  }

  /** Each model once. */
  List<ServedModel> all() {
    var digests = embedding.stream().map(ServedModel::digest).toList();
    return Stream.<ServedModel>concat(
            embedding.stream(), tensors.stream().filter(t -> !digests.contains(t.digest())))
        .toList();
  }
}
