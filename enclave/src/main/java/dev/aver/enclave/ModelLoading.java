// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.enclave.engine.OnnxEmbeddingModel;
import dev.aver.enclave.engine.OnnxTensorModel;
import dev.aver.enclave.models.Catalogue;
import dev.aver.enclave.models.EncoderModel;
import dev.aver.enclave.models.LoadedModel;
import dev.aver.enclave.models.LoadedTensorModel;
import dev.aver.enclave.models.ModelFolders;
import dev.aver.enclave.models.ModelRefused;
import dev.aver.enclave.models.TensorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the models that ONNX Runtime runs, on a thread of its own and before the framework has
 * started if it is known by then which: a second of reading and hashing that would otherwise come
 * after a second of starting. What counts is the configuration's word alone.
 */
final class ModelLoading {
  private static final String BY_DEFAULT = "all-minilm-l6-v2";

  /** Which models, and where their files are. */
  record Wanted(List<String> names, Optional<Path> catalogue, ModelFolders folders) {}

  private record Early(Wanted wanted, FutureTask<LoadedModels> loading) {}

  private static final AtomicReference<@Nullable Early> EARLY = new AtomicReference<>();

  private ModelLoading() {}

  /** Starts now, on the guess that system properties say what the configuration will say. */
  static void begin() {
    var directory = System.getProperty("aver.models.directory");
    if (directory != null) {
      var wanted =
          wanted(
              directory,
              System.getProperty("aver.models.serve", BY_DEFAULT),
              path("aver.models.catalogue"),
              path("aver.private-directory"));
      var loading = new FutureTask<>(() -> load(wanted));
      EARLY.set(new Early(wanted, loading));
      Thread.ofPlatform().daemon().name("aver-model-loading").start(loading);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> settle(loading)));
    }
  }

  /** From values of the configuration. */
  static Wanted wanted(
      String directory, String serve, Optional<Path> catalogue, Optional<Path> privateParent) {
    var names = Stream.of(serve.split(",")).map(String::strip).toList();
    var folders = new ModelFolders(ModelFolders.list(directory), privateParent);
    return new Wanted(names, catalogue, folders);
  }

  private static Optional<Path> path(String property) {
    return Optional.ofNullable(System.getProperty(property)).map(Path::of);
  }

  /** An exit while the engine still loads would tear its libraries away under it. */
  private static void settle(FutureTask<LoadedModels> loading) {
    try {
      loading.get();
    } catch (ExecutionException | InterruptedException e) {
      // It has ended, or nobody waits any more: either way there is nothing left to do.
    }
  }

  /** These models. */
  static LoadedModels await(Wanted wanted) throws IOException, ModelRefused, InterruptedException {
    var early = EARLY.getAndSet(null);
    if (early == null || !early.wanted().equals(wanted)) {
      return load(wanted);
    }
    try {
      return early.loading().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ModelRefused refused -> throw refused;
        case IOException failed -> throw failed;
        case IllegalArgumentException wrong -> throw wrong;
        case null, default -> throw new IOException("the models do not load", e);
      }
    }
  }

  private static LoadedModels load(Wanted wanted) throws IOException, ModelRefused {
    if (new HashSet<>(wanted.names()).size() != wanted.names().size()) {
      throw new IllegalArgumentException("aver.models.serve names a model twice");
    }
    var catalogue = Catalogue.with(wanted.catalogue());
    var loaded = new Loading(wanted.folders());
    for (var name : wanted.names()) {
      var encoder = catalogue.encoder(name);
      var tensor = catalogue.tensor(name);
      if (encoder.isPresent()) {
        loaded.add(encoder.get());
      } else if (tensor.isPresent()) {
        loaded.add(tensor.get());
      } else {
        throw new IllegalArgumentException(
            "aver.models.serve: " + name + " is not one of " + catalogue.servable());
      }
    }
    return new LoadedModels(loaded.embedding, loaded.tensors, loaded.engines);
  }

  /** What has been loaded so far. */
  private static final class Loading {
    private final ModelFolders folders;
    private final List<LoadedModel> embedding = new ArrayList<>();
    private final List<LoadedTensorModel> tensors = new ArrayList<>();
    private final List<AutoCloseable> engines = new ArrayList<>();

    Loading(ModelFolders folders) {
      this.folders = folders;
    }

    void add(EncoderModel described) throws IOException, ModelRefused {
      var engine = OnnxEmbeddingModel.load(described, folders);
      engines.add(engine);
      var manifest = engine.manifest();
      var digest = manifest.model().digest();
      embedding.add(new LoadedModel(manifest, digest, described.created(), engine));
      tensors.add(new LoadedTensorModel(manifest, digest, described.created(), engine.tensors()));
    }

    void add(TensorModel described) throws IOException, ModelRefused {
      var loaded = OnnxTensorModel.load(described, folders);
      engines.add(loaded.engine());
      var digest = loaded.manifest().model().digest();
      tensors.add(
          new LoadedTensorModel(loaded.manifest(), digest, described.created(), loaded.engine()));
    }
  }
}
