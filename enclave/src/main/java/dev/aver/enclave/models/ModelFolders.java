// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.keyset.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders in which files of models are looked for, none of them trusted, and the parent of the
 * private folder in which checked copies lie while a model loads.
 *
 * @param sources searched in this order; not empty
 * @param privateParent empty: memory-backed storage where the system has it
 */
public record ModelFolders(List<Path> sources, Optional<Path> privateParent) {
  /** Folders as configuration names them, with commas between them. */
  public static List<Path> list(String configured) {
    return Stream.of(configured.split(",")).map(String::strip).map(Path::of).toList();
  }

  /** Copies {@code sources}. */
  public ModelFolders {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("aver.models.directory names no folder");
    }
  }

  /**
   * Checked copies of {@code files}, in memory where there is room; gone when it is closed.
   *
   * @throws ModelRefused if one is missing or not the catalogue's
   */
  public PrivateFolder verified(List<ModelFile> files) throws ModelRefused, java.io.IOException {
    var size = files.stream().mapToLong(ModelFile::size).sum();
    var folder = PrivateFolder.inMemory(privateParent, size);
    var done = false;
    try {
      for (var file : files) {
        VerifiedFile.copy(folderOf(file), file, folder);
      }
      done = true;
      return folder;
    } finally {
      if (!done) {
        folder.close();
      }
    }
  }

  /** The first folder that has the file, else the first of all, for the refusal to name. */
  private Path folderOf(ModelFile file) {
    return sources.stream()
        .filter(folder -> Files.isRegularFile(folder.resolve(file.path())))
        .findFirst()
        .orElse(sources.getFirst());
  }
}
