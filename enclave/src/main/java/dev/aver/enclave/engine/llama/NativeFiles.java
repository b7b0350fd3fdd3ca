// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.enclave.models.ModelRefused;
import dev.aver.enclave.models.PrivateFolder;
import dev.aver.enclave.models.VerifiedFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The native libraries by the only bytes that are accepted for them: llama.cpp 0.5.0 as the npm
 * package {@code @node-llama-cpp/linux-x64} 3.22.1 ships it. Nothing is loaded before it has been
 * hashed while being copied to a folder that nobody else can enter.
 */
final class NativeFiles {
  static final ModelFile BASE =
      pinned(
          "libggml-base.so",
          919_560,
          "6c342c8aeb20cb31a18099d6f79de4de6703814d1cfd5c4d754a8643087e486e");
  static final ModelFile GGML =
      pinned(
          "libggml.v0.5.0.so",
          55_184,
          "41cd5e6ad78b9f0af31a6f80d637d3168e75ff84db14c495de4d3d9c95607444");
  static final ModelFile LLAMA =
      pinned(
          "libllama.v0.5.0.so",
          4_620_496,
          "2ecd1d85f68456573a664106a9039366b88231579fd65d9669c9a6ab41374fd4");

  private NativeFiles() {}

  /** Copies everything that {@code variant} needs. */
  static void copyVerified(Path directory, KernelVariant variant, PrivateFolder target)
      throws ModelRefused {
    for (var file : List.of(BASE, GGML, LLAMA, variant.file())) {
      VerifiedFile.copy(directory, file, target);
    }
  }

  static ModelFile pinned(String path, long size, String sha256) {
    try {
      return new ModelFile(path, size, new Digest(Bytes.fromHex(sha256)));
    } catch (Rejected e) {
      throw new IllegalArgumentException(e);
    }
  }
}
