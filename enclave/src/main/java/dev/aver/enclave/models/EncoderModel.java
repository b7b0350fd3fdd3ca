// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.keyset.Manifest;
import dev.aver.attestation.keyset.Model;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.attestation.keyset.Task;
import java.util.List;
import java.util.Optional;

/**
 * What a catalogue says of one embedding model: the only bytes that are accepted for it, and how
 * texts of it are counted and pooled.
 *
 * @param name the id in requests and in the manifest
 * @param files all files, sorted by path
 * @param weights the ONNX graph with its weights
 * @param tokenizer the tokenizer file; what it says of cutting and padding is overridden
 * @param dimensions components of a vector
 * @param maxTokens the most ids of one text, both special ones counted
 * @param vocabulary ids are below this
 * @param firstToken id that begins every text
 * @param lastToken id that ends every text
 * @param created when the weights were published, seconds since 1970, for {@code GET /v1/models}
 * @param license SPDX identifier
 * @param source where the files come from
 */
public record EncoderModel(
    String name,
    List<ModelFile> files,
    ModelFile weights,
    ModelFile tokenizer,
    int dimensions,
    int maxTokens,
    int vocabulary,
    long firstToken,
    long lastToken,
    PoolingRule pooling,
    Precision precision,
    long created,
    String license,
    String source) {

  /**
   * The manifest of this model in ONNX Runtime.
   *
   * @param kernels the instruction set of its kernels, which decides how sums are rounded
   */
  public Manifest manifest(String engineVersion, String kernels) {
    var model =
        new Model(name, Task.EMBEDDING, files, Optional.of(tokenizer.sha256()), Optional.empty());
    var numerics = precision.text() + "/" + kernels + "/" + pooling.text() + "-l2";
    return new Manifest(model, "onnxruntime", engineVersion, numerics, license, source);
  }
}
