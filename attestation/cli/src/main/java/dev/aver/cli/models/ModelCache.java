// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of models lie on this machine: a cache below the user's own folder, and folders
 * that a build has filled. Nothing in them is trusted; the enclave hashes what it loads.
 */
public final class ModelCache {
  private final Path root;
  private final List<Path> others;

  /** The cache of this user; {@code others} are looked into, too. */
  public ModelCache(Path... others) {
    this(cache(), List.of(others));
  }

  ModelCache(Path root, List<Path> others) {
    this.root = root;
    this.others = others;
  }

  private static Path cache() {
    var named = System.getenv("XDG_CACHE_HOME");
    var caches =
        named == null || named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    return caches.resolve("aver");
  }

  /** Where files of this task are kept: those of chats beside their libraries. */
  public Path folder(String task) {
    return root.resolve(task.equals("chat") ? "chat" : "models");
  }

  /** All folders that can hold files for embeddings and tensors. */
  public List<Path> folders() {
    var all = new java.util.ArrayList<>(others);
    all.add(folder("embedding"));
    return List.copyOf(all);
  }

  /** The file by name and size; its digest is the business of whoever loads it. */
  public Optional<Path> find(CatalogueModel model, CatalogueFile file) throws IOException {
    var folders = model.task().equals("chat") ? List.of(folder("chat")) : folders();
    for (var folder : folders) {
      var found = folder.resolve(file.path());
      if (Files.isRegularFile(found) && Files.size(found) == file.size()) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Moves a checked file to its place, whole or not at all. */
  Path keep(CatalogueModel model, CatalogueFile file, Path checked) throws IOException {
    var place = folder(model.task()).resolve(file.path());
    return Files.move(
        checked, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** SHA-256 of a file's bytes. */
  public static Digest sha256(Path file, ProgressBar bar) throws IOException {
    var sha256 = Hashes.begin("SHA-256");
    var chunk = new byte[1 << 20];
    try (var in = Files.newInputStream(file)) {
      for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        sha256.update(chunk, 0, n);
        bar.advance(n);
      }
    }
    return Digest.of(sha256.digest());
  }
}
