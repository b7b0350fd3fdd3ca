// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.keyset.Manifest;
import dev.aver.attestation.keyset.Model;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.attestation.keyset.Task;
import java.util.List;
import java.util.Optional;

/**
 * What this build knows of one chat model: the only bytes it accepts for it. Vocabulary and chat
 * template are inside of the file.
 *
 * @param name the id in requests and in the manifest
 * @param created when the weights were published, seconds since 1970
 * @param license SPDX identifier
 * @param source where the file comes from
 */
public record GgufModel(
    String name, ModelFile weights, long created, String license, String source) {

  /**
   * The manifest of this model in llama.cpp.
   *
   * @param kernels the compiled form of the kernels, which decides how sums are rounded
   */
  public Manifest manifest(String engineVersion, String kernels) {
    var model = new Model(name, Task.CHAT, List.of(weights), Optional.empty(), Optional.empty());
    return new Manifest(
        model, "llama.cpp", engineVersion, "llama/" + kernels + "/1", license, source);
  }
}
