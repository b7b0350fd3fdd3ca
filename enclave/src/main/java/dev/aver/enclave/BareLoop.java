// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import com.sun.management.OperatingSystemMXBean;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.keyset.Build;
import dev.aver.attestation.keyset.Configuration;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tags;
import dev.aver.enclave.engine.OnnxEmbeddingModel;
import dev.aver.enclave.feed.EntryLog;
import dev.aver.enclave.identity.Identity;
import dev.aver.enclave.inference.EmbeddingModel;
import dev.aver.enclave.inference.Vectors;
import dev.aver.enclave.models.Catalogue;
import dev.aver.enclave.models.ModelFolders;
import dev.aver.enclave.receipts.Exchange;
import dev.aver.enclave.receipts.ReceiptIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What {@code aver bench} compares the service with: the same model and the same issuer of receipts
 * in a loop, without a service around them. Reads lines {@code texts N LOOPS PAUSE TEXT} (so many
 * loops at once, each with nanoseconds of rest after each text) and {@code receipts N} from
 * standard input and answers each with the CPU nanoseconds that it took.
 */
public final class BareLoop {
  private final EmbeddingModel model;
  private final EntryLog log = new EntryLog(Integer.MAX_VALUE, size -> {});
  private final ReceiptIssuer issuer;
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private BareLoop(EmbeddingModel model, Manifests manifests) {
    this.model = model;
    var random = new SecureRandom();
    var identity =
        Identity.born(
            Identity.Keys.generate(random),
            System.currentTimeMillis(),
            Duration.ofDays(1),
            manifests,
            new Configuration(new TreeMap<>()),
            new Build("bench", "0".repeat(40), Digest.ZERO));
    this.issuer = new ReceiptIssuer(identity, log, random, System::currentTimeMillis);
  }

  /** {@code arguments} is the folder with the model's files. */
  public static void main(String[] arguments) throws Exception {
    var described = Catalogue.builtIn().encoder("all-minilm-l6-v2").orElseThrow();
    var folders = new ModelFolders(List.of(Path.of(arguments[0])), Optional.empty());
    try (var model = OnnxEmbeddingModel.load(described, folders)) {
      new BareLoop(model, new Manifests(List.of(model.manifest()))).serve();
    }
  }

  private void serve() throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ", 5);
      var count = Integer.parseInt(words[1]);
      System.out.println(
          switch (words[0]) {
            case "texts" ->
                texts(count, Integer.parseInt(words[2]), Long.parseLong(words[3]), words[4]);
            case "receipts" -> receipts(count);
            default -> throw new IOException("unknown: " + words[0]);
          });
    }
  }

  private long texts(int count, int loops, long pause, String text) throws Exception {
    Callable<Void> loop = () -> loop(count / loops, pause, text);
    try (var threads = Executors.newFixedThreadPool(loops)) {
      var before = process.getProcessCpuTime();
      for (var ended : threads.invokeAll(Collections.nCopies(loops, loop))) {
        ended.get();
      }
      return process.getProcessCpuTime() - before;
    }
  }

  private @Nullable Void loop(int count, long pause, String text) throws Exception {
    for (var i = 0; i < count; i++) {
      var pooled = model.pooled(List.of(model.tokens(text))).getFirst();
      var vector = Vectors.normalised(pooled, model.dimensions());
      if (!Vectors.isFinite(vector)) {
        throw new IOException("not finite");
      }
      if (pause > 0) {
        LockSupport.parkNanos(pause);
      }
    }
    return null;
  }

  private long receipts(int count) throws Exception {
    var exchange = exchange();
    var thread = ManagementFactory.getThreadMXBean();
    var before = thread.getCurrentThreadCpuTime();
    for (var i = 0; i < count; i++) {
      issuer.issue(exchange);
    }
    var took = thread.getCurrentThreadCpuTime() - before;
    log.confirm(log.size());
    return took;
  }

  /** Of the sizes that one embedding has on the wire. */
  private Exchange exchange() throws Exception {
    var output = CanonicalOutput.embeddings(List.of(new float[model.dimensions()]));
    return new Exchange(
        Bytes.of(new byte[150]),
        Bytes.of(new byte[8_200]),
        Digest.ZERO,
        new TaggedBytes(Tags.INPUT_TEXT, Bytes.of(new byte[100])),
        output,
        Json.object().put("dimensions", model.dimensions()).put("operation", "embeddings").build(),
        Digest.ZERO,
        Outcome.COMPLETE,
        20,
        1);
  }
}
