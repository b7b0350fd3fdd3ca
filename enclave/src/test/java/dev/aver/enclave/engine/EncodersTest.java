// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.enclave.inference.Vectors;
import dev.aver.enclave.models.Catalogue;
import dev.aver.enclave.models.Precision;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every encoder of the catalogue against ONNX Runtime and the Python tokenizers, whose vectors were
 * pooled in double precision.
 */
class EncodersTest {
  private static final String PLAYING = "A man is playing a guitar";
  private static final String PLAYS = "Someone plays the guitar";
  private static final String MARKET = "The stock market fell today";

  @ParameterizedTest
  @CsvSource({
    "all-minilm-l6-v2, '', 8, 0.8362, -0.0622, 0.0201661",
    "all-minilm-l6-v2-q, '', 8, 0.8254, -0.0727, 0.0167041",
    "bge-small-en-v1.5, '', 8, 0.9142, 0.3406, -0.0215312",
    "bge-small-en-v1.5-q, '', 8, 0.9076, 0.3472, -0.0268122",
    "e5-small-v2, 'query: ', 10, 0.9468, 0.6872, -0.0703107",
    "e5-small-v2-q, 'query: ', 10, 0.9424, 0.6940, -0.0761339",
  })
  void vectorsAreThoseOfThePublishedModel(
      String name, String prefix, int tokens, double near, double far, double first)
      throws Exception {
    var described = Catalogue.builtIn().encoder(name).orElseThrow();
    try (var model = OnnxEmbeddingModel.load(described, ModelFiles.folders())) {
      assertEquals(tokens, model.tokens(prefix + PLAYING).length);
      var playing = vector(model, prefix + PLAYING);
      assertEquals(near, cosine(playing, vector(model, prefix + PLAYS)), 6e-5);
      assertEquals(far, cosine(playing, vector(model, prefix + MARKET)), 6e-5);
      assertEquals(first, playing[0], 1e-6);
      assertEquals(described.precision() == Precision.FP32, model.shares());
      assertArrayEquals(playing, vector(model, prefix + PLAYING));
    }
  }

  private static float[] vector(OnnxEmbeddingModel model, String text) throws Exception {
    var pooled = model.pooled(List.of(model.tokens(text))).getFirst();
    return Vectors.normalised(pooled, model.dimensions());
  }

  private static double cosine(float[] a, float[] b) {
    var dot = 0.0;
    for (var i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return dot;
  }

  @Test
  void profilesNameTheInstructionsThatDecideHowSumsAreRounded() {
    var flags = Set.of("sse", "avx2", "avx512f", "avx512_vnni", "avx_vnni");
    assertEquals("avx512", Kernels.name("amd64", flags, Precision.FP32));
    assertEquals("avx512vnni", Kernels.name("amd64", flags, Precision.INT8));
    assertEquals("avx2", Kernels.name("amd64", Set.of("avx2"), Precision.INT8));
    assertEquals("sse", Kernels.name("amd64", Set.of(), Precision.FP32));
    assertEquals("neon", Kernels.name("aarch64", Set.of(), Precision.FP32));
  }
}
