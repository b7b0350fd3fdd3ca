// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * A file out of a package, fetched by the machine's own package manager with its own settings:
 * which registry that is, nobody here knows.
 */
final class PackageSource {
  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

  private final Path clone;

  /** {@code clone} has the build's own Maven. */
  PackageSource(Path clone) {
    this.clone = clone;
  }

  /** Puts the file into {@code folder}, which is empty, and says where it is. */
  Path fetch(PackageUrl url, Path folder) throws IOException, InterruptedException {
    return switch (url.type()) {
      case "maven" -> {
        maven(url, folder);
        yield unzip(url, only(folder, "*.jar"), folder);
      }
      case "pypi" -> {
        pip(url, folder);
        yield unzip(url, only(folder, "*.whl"), folder);
      }
      case "npm" -> {
        npm(url, folder);
        yield untar(url, only(folder, "*.tgz"), folder);
      }
      default -> throw new IOException("no package manager for " + url.type());
    };
  }

  private void maven(PackageUrl url, Path folder) throws IOException, InterruptedException {
    var own = clone.resolve("mvnw");
    var artifact = String.join(":", url.namespace(), url.name(), url.version());
    new PackageTool(
            Files.isExecutable(own) ? own.toString() : "mvn",
            "-q",
            "-f",
            clone.resolve(".mvn/no-project.xml").toString(),
            COPY,
            "-Dartifact=" + artifact,
            "-DoutputDirectory=" + folder)
        .run(folder);
  }

  private static void pip(PackageUrl url, Path folder) throws IOException, InterruptedException {
    var wanted = url.name() + "==" + url.version();
    new PackageTool("pip", "download", "--no-deps", "--disable-pip-version-check", wanted)
        .run(folder);
  }

  private static void npm(PackageUrl url, Path folder) throws IOException, InterruptedException {
    var scope = url.namespace().isEmpty() ? "" : url.namespace() + "/";
    var wanted = scope + url.name() + "@" + url.version();
    new PackageTool("npm", "pack", "--silent", wanted).run(folder);
  }

  private static Path unzip(PackageUrl url, Path archive, Path folder) throws IOException {
    var target = folder.resolve(url.fileName());
    try (var zip = new ZipFile(archive.toFile())) {
      var entry = zip.getEntry(url.path());
      if (entry == null) {
        throw new IOException("the package " + url.name() + " holds no " + url.path());
      }
      try (var in = zip.getInputStream(entry)) {
        Files.copy(in, target);
      }
    }
    return target;
  }

  private static Path untar(PackageUrl url, Path archive, Path folder) throws IOException {
    var path = "package/" + url.path();
    var prefix = path.substring(0, path.length() - url.fileName().length());
    TarGz.extract(archive, prefix, List.of(url.fileName()), folder);
    return folder.resolve(url.fileName());
  }

  private static Path only(Path folder, String pattern) throws IOException {
    try (var found = Files.newDirectoryStream(folder, pattern)) {
      for (var file : found) {
        return file;
      }
    }
    throw new IOException("nothing was fetched");
  }
}
