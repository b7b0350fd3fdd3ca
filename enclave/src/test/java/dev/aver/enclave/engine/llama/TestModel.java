// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import dev.aver.enclave.ChatFiles;
import dev.aver.enclave.inference.generation.GenerationModel;
import dev.aver.enclave.models.Catalogue;
import dev.aver.enclave.models.ModelRefused;
import java.io.IOException;
import java.util.Optional;

/** The real model, without a service around it; loaded once for all tests of this JVM. */
public final class TestModel {
  /** Texts that it writes at once. */
  public static final int SEQUENCES = 6;

  /** Tokens of each. */
  public static final int CONTEXT = 256;

  private static GenerationModel shared;

  private TestModel() {}

  /** Skips the test where there are no files. */
  public static synchronized GenerationModel shared() throws IOException, ModelRefused {
    if (shared == null) {
      shared = load(1);
    }
    return shared;
  }

  /** Another one of the same file. */
  public static GenerationModel load(int threads) throws IOException, ModelRefused {
    return LlamaGenerationModel.load(
        Catalogue.builtIn().chat("smollm2-135m-instruct").orElseThrow().weights(),
        ChatFiles.require(),
        new LlamaGenerationModel.Shape(KernelVariant.HASWELL, threads, SEQUENCES, CONTEXT),
        Optional.empty());
  }
}
