// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.enclave.config.Bounds;
import dev.aver.enclave.config.Settings;
import dev.aver.enclave.engine.llama.KernelVariant;
import dev.aver.enclave.engine.llama.LlamaGenerationModel;
import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.inference.chat.ChatModel;
import dev.aver.enclave.inference.generation.CompanyTrial;
import dev.aver.enclave.inference.generation.GenerationModel;
import dev.aver.enclave.models.Catalogue;
import dev.aver.enclave.models.GgufModel;
import dev.aver.enclave.models.LoadedChatModel;
import dev.aver.enclave.models.ModelFolders;
import dev.aver.enclave.models.ModelRefused;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Loads the chat model beside everything else that a start does; or nothing, if none is named. */
final class ChatLoading {
  private static final String COMPANY =
      "here its answers would depend on who else is writing, as those of weights in float do"
          + " (take a quantised file, such as Q8_0, or set aver.chat.sequences to 1)";

  private final FutureTask<Optional<LoadedChatModel>> loading;

  private ChatLoading(FutureTask<Optional<LoadedChatModel>> loading) {
    this.loading = loading;
  }

  /** Starts. */
  static ChatLoading begin(Settings settings) {
    var loading = new FutureTask<>(() -> load(settings));
    Thread.ofPlatform().daemon().name("aver-chat-loading").start(loading);
    return new ChatLoading(loading);
  }

  /** The model; nothing is signed before this returns. */
  Optional<LoadedChatModel> await() throws IOException, ModelRefused, InterruptedException {
    try {
      return loading.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ModelRefused refused -> throw refused;
        case IOException failed -> throw failed;
        case IllegalArgumentException wrong -> throw wrong;
        case null, default -> throw new IOException("the chat model does not load", e);
      }
    }
  }

  private static Optional<LoadedChatModel> load(Settings settings)
      throws IOException, ModelRefused {
    var name = settings.chat().model();
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            load(described(name.get(), Catalogue.with(settings.models().catalogue())), settings));
  }

  private static GgufModel described(String name, Catalogue catalogue) {
    return catalogue
        .chat(name)
        .orElseThrow(
            () -> new IllegalArgumentException("aver.chat.model: " + name + " is not known"));
  }

  private static LoadedChatModel load(GgufModel described, Settings settings)
      throws IOException, ModelRefused {
    var chat = settings.chat();
    var kernels =
        KernelVariant.of(chat.kernels())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "aver.chat.kernels is " + chat.kernels() + ", not haswell or skylakex"));
    var shape =
        new LlamaGenerationModel.Shape(kernels, threads(chat), chat.sequences(), chat.context());
    var engine =
        LlamaGenerationModel.load(
            described.weights(),
            chat.directory()
                .orElseGet(() -> ModelFolders.list(Bounds.modelsDirectory(settings)).getFirst()),
            shape,
            settings.privateDirectory());
    var model = chatModel(engine, described.name());
    var manifest = described.manifest(LlamaGenerationModel.version(), kernels.text());
    return new LoadedChatModel(manifest, manifest.model().digest(), described.created(), model);
  }

  private static ChatModel chatModel(GenerationModel engine, String name) throws ModelRefused {
    var complaint = Optional.<String>empty();
    try {
      var model = new ChatModel(engine);
      complaint = model.complaint().map(ChatLoading::aboutTheTemplate);
      if (complaint.isEmpty()) {
        if (CompanyTrial.passes(engine)) {
          return model;
        }
        complaint = Optional.of(COMPANY);
      }
    } catch (EngineFailed e) {
      complaint = Optional.of("a first step failed");
    } catch (IllegalArgumentException e) {
      complaint = Optional.of(aboutTheTemplate(e.getMessage() + ""));
    }
    engine.close();
    throw new ModelRefused(
        ModelRefused.Cause.ENGINE, name + ": " + complaint.orElse("no reason is known"));
  }

  private static String aboutTheTemplate(String complaint) {
    return "its chat template cannot be followed: "
        + complaint
        + " (write another one into the GGUF, for example with gguf-new-metadata --chat-template,"
        + " and enter it with ./aver models add)";
  }

  /** Steps wait for their slowest thread: one that shares its core would hold up all. */
  private static int threads(Settings.Chat chat) {
    return chat.threads() > 0
        ? chat.threads()
        : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }
}
