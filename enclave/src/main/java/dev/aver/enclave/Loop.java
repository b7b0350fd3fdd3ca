// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import com.sun.management.OperatingSystemMXBean;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.inference.EmbeddingModel;
import dev.aver.enclave.inference.Vectors;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The yardstick of the service's cost: the same model called in a loop, without service, receipts
 * or HTTP. Prints one JSON object to standard output. Measures, and decides nothing.
 */
final class Loop {
  /** About twenty tokens, as the figures are taken for. */
  private static final String TEXT =
      "A receipt numbered %d says which model has answered this request of about twenty tokens";

  private static final int WARM_UP = 300;

  private Loop() {}

  /** Embeds so many texts, one after the other, with the model of {@code aver.models.directory}. */
  static void run(int texts) throws Exception {
    var folder = System.getProperty("aver.models.directory");
    if (folder == null) {
      throw new IllegalArgumentException("loop needs -Daver.models.directory");
    }
    try (var model = ModelLoading.await(Path.of(folder), Optional.empty()).engine()) {
      embed(model, WARM_UP);
      var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      var before = machine.getProcessCpuTime();
      embed(model, texts);
      var nanos = machine.getProcessCpuTime() - before;
      System.out.println(
          JsonWriter.write(
              Json.object()
                  .put("texts", texts)
                  .put("tokens", model.tokens(TEXT.formatted(0)).length)
                  .put("cpuNanosPerText", nanos / Math.max(1, texts))
                  .build()));
    }
  }

  private static void embed(EmbeddingModel model, int texts) throws Exception {
    for (var i = 0; i < texts; i++) {
      var pooled = model.pooled(model.tokens(TEXT.formatted(i)));
      if (!Vectors.isFinite(Vectors.normalised(pooled, model.dimensions()))) {
        throw new IllegalStateException("not finite");
      }
    }
  }
}
