// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.keyset.Manifest;
import dev.aver.attestation.keyset.Model;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.attestation.keyset.Task;
import java.util.List;
import java.util.Optional;

/**
 * What a catalogue says of one model that takes and gives tensors: the only bytes that are accepted
 * for it. Names, datatypes and shapes are the graph's own.
 *
 * @param name the id in requests and in the manifest
 * @param files all files, sorted by path; labels may lie beside the weights
 * @param weights the ONNX graph with its weights
 * @param created when the weights were published, seconds since 1970
 * @param license SPDX identifier
 * @param source where the files come from
 */
public record TensorModel(
    String name,
    List<ModelFile> files,
    ModelFile weights,
    long created,
    String license,
    String source) {

  /**
   * The manifest of this model in ONNX Runtime.
   *
   * @param kernels the instruction set of its kernels, which decides how sums are rounded
   */
  public Manifest manifest(String engineVersion, String kernels) {
    var model = new Model(name, Task.TENSOR, files, Optional.empty(), Optional.empty());
    return new Manifest(model, "onnxruntime", engineVersion, "tensor/" + kernels, license, source);
  }
}
