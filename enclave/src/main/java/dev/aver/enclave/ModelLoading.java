// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.enclave.engine.OnnxEmbeddingModel;
import dev.aver.enclave.models.Catalogue;
import dev.aver.enclave.models.LoadedModel;
import dev.aver.enclave.models.ModelRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Loads the model, on a thread of its own and before the framework has started if the folders are
 * known by then: a second of reading and hashing that would otherwise come after a second of
 * starting. Which folders count is the configuration's word alone.
 */
final class ModelLoading {
  /** Where from, and where the checked copy lies meanwhile. */
  private record Folders(Path models, Optional<Path> privateParent) {}

  private record Early(Folders folders, FutureTask<LoadedModel> loading) {}

  private static final AtomicReference<@Nullable Early> EARLY = new AtomicReference<>();

  private ModelLoading() {}

  /** Starts now, on the guess that system properties say what the configuration will say. */
  static void begin() {
    var models = System.getProperty("aver.models.directory");
    var parent = System.getProperty("aver.private-directory");
    if (models != null) {
      var folders = new Folders(Path.of(models), Optional.ofNullable(parent).map(Path::of));
      var loading = new FutureTask<>(() -> load(folders));
      EARLY.set(new Early(folders, loading));
      Thread.ofPlatform().daemon().name("aver-model-loading").start(loading);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> settle(loading)));
    }
  }

  /** An exit while the engine still loads would tear its libraries away under it. */
  private static void settle(FutureTask<LoadedModel> loading) {
    try {
      loading.get();
    } catch (ExecutionException | InterruptedException e) {
      // It has ended, or nobody waits any more: either way there is nothing left to do.
    }
  }

  /** The model from these folders. */
  static LoadedModel await(Path models, Optional<Path> privateParent)
      throws IOException, ModelRefused, InterruptedException {
    var folders = new Folders(models, privateParent);
    var early = EARLY.getAndSet(null);
    if (early == null || !early.folders().equals(folders)) {
      return load(folders);
    }
    try {
      return early.loading().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ModelRefused refused -> throw refused;
        case IOException failed -> throw failed;
        case null, default -> throw new IOException("the model does not load", e);
      }
    }
  }

  private static LoadedModel load(Folders folders) throws IOException, ModelRefused {
    var described = Catalogue.ALL_MINILM_L6_V2;
    var engine = OnnxEmbeddingModel.load(described, folders.models(), folders.privateParent());
    var manifest = described.manifest("onnxruntime", engine.engineVersion());
    return new LoadedModel(manifest, manifest.model().digest(), described.created(), engine);
  }
}
