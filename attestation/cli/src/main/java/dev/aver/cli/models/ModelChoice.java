// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.cli.CommandFailed;
import dev.aver.cli.ExitCode;
import dev.aver.cli.Progress;
import dev.aver.cli.local.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which models a local enclave serves, with their files in place.
 *
 * @param serve names for embeddings and tensors
 * @param folders where their files are
 * @param chat the model that writes, if there is one
 * @param chatFolder where its files are
 * @param catalogue the user's own document
 */
public record ModelChoice(
    List<String> serve,
    List<Path> folders,
    Optional<String> chat,
    Optional<Path> chatFolder,
    Optional<Path> catalogue) {
  private static final String BY_DEFAULT = "all-minilm-l6-v2";

  /** The words that {@code up --models} knows beside names. */
  private static final String ALL = "all";

  private static final String EMBEDDINGS = "embeddings";

  /** What the build brings along, and nothing else: starts small. */
  public static ModelChoice embeddings(Installation here) {
    return new ModelChoice(
        List.of(BY_DEFAULT),
        List.of(here.models()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * What {@code words} ask for, pulled where it is not there yet: {@code all}, {@code embeddings},
   * or names with commas between them, which are served beside the build's own.
   */
  public static ModelChoice of(String words, Installation here, Progress progress)
      throws IOException, InterruptedException {
    if (words.equals(EMBEDDINGS)) {
      return embeddings(here);
    }
    if (words.equals(ALL)) {
      var small = embeddings(here);
      var chat = new ChatFiles(progress).find();
      return chat.isEmpty() ? small : small.with(ChatFiles.MODEL, chat.get());
    }
    return named(List.of(words.split(",")), here, progress);
  }

  private ModelChoice with(String name, Path folder) {
    return new ModelChoice(serve, folders, Optional.of(name), Optional.of(folder), catalogue);
  }

  private static ModelChoice named(List<String> names, Installation here, Progress progress)
      throws IOException, InterruptedException {
    var catalogue = ModelCatalogue.read(here.catalogue());
    var cache = new ModelCache(here.models());
    var pull = new ModelPull(cache, here.root(), progress);
    var serve = new ArrayList<>(List.of(BY_DEFAULT)); // the first answer is asked of it
    Optional<String> chat = Optional.empty();
    for (var name : names) {
      var model = required(catalogue, name);
      pull.pull(model);
      if (!model.task().equals("chat")) {
        if (!serve.contains(name)) {
          serve.add(name);
        }
      } else if (chat.isEmpty()) {
        chat = Optional.of(name);
      } else {
        throw new CommandFailed(ExitCode.USAGE, "two chat models", "One is served at a time.");
      }
    }
    var choice =
        new ModelChoice(
            serve, cache.folders(), Optional.empty(), Optional.empty(), catalogue.own());
    if (chat.isEmpty()) {
      return choice;
    }
    var libraries = new ChatFiles(progress).libraries();
    return libraries.isEmpty() ? choice : choice.with(chat.get(), libraries.get());
  }

  /** The model of this name, or the failure that says which names there are. */
  public static CatalogueModel required(ModelCatalogue catalogue, String name) {
    return catalogue
        .find(name)
        .orElseThrow(
            () ->
                new CommandFailed(
                    ExitCode.USAGE,
                    "no model " + name,
                    "There are all, embeddings, "
                        + catalogue.models().stream()
                            .map(CatalogueModel::name)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** As the enclave is configured. */
  public Map<String, String> settings() {
    var settings = new TreeMap<String, String>();
    settings.put("aver.models.serve", String.join(",", serve));
    settings.put(
        "aver.models.directory",
        folders.stream().map(Path::toString).collect(Collectors.joining(",")));
    catalogue.ifPresent(file -> settings.put("aver.models.catalogue", file.toString()));
    chat.ifPresent(name -> settings.put("aver.chat.model", name));
    chatFolder.ifPresent(folder -> settings.put("aver.chat.directory", folder.toString()));
    return settings;
  }
}
