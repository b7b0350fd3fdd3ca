// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.keyset.Manifest;
import dev.aver.attestation.keyset.Model;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.attestation.keyset.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this build knows of one embedding model: the only bytes it accepts for it, and how texts of
 * it are counted. Part of the measured application, so a host cannot widen it.
 *
 * @param name the id in requests and in the manifest
 * @param weights the ONNX graph with its weights
 * @param tokenizer the tokenizer file
 * @param dimensions components of a vector
 * @param maxTokens the most ids of one text, both special ones counted
 * @param vocabulary ids are below this
 * @param firstToken id that begins every text
 * @param lastToken id that ends every text
 * @param created when the weights were published, seconds since 1970, for {@code GET /v1/models}
 * @param license SPDX identifier
 * @param source where the files come from
 */
public record CatalogueModel(
    String name,
    ModelFile weights,
    ModelFile tokenizer,
    int dimensions,
    int maxTokens,
    int vocabulary,
    long firstToken,
    long lastToken,
    long created,
    String license,
    String source) {

  /** Name of the numeric profile: fp32 on CPU, one thread per text, mean pooling, L2 norm. */
  public static final String NUMERICS = "fp32/cpu/mean-l2";

  /** Bytes of all files. */
  public long size() {
    return weights.size() + tokenizer.size();
  }

  /** The manifest of this model in an engine. */
  public Manifest manifest(String engineName, String engineVersion) {
    var files =
        Stream.of(weights, tokenizer).sorted((a, b) -> a.path().compareTo(b.path())).toList();
    var model =
        new Model(name, Task.EMBEDDING, files, Optional.of(tokenizer.sha256()), Optional.empty());
    return new Manifest(model, engineName, engineVersion, NUMERICS, license, source);
  }

  /**
   * Copies both files into {@code target}.
   *
   * @throws ModelRefused if one is missing or not the catalogue's
   */
  public void copyVerified(Path directory, PrivateFolder target) throws ModelRefused {
    for (var file : List.of(weights, tokenizer)) {
      VerifiedFile.copy(directory, file, target);
    }
  }
}
