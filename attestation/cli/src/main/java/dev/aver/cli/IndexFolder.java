// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.conformance.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files beside an index. An index may be anybody's: it reaches nothing outside its folder. */
record IndexFolder(Path root) implements Folder {
  /** The folder that holds {@code index}. */
  static IndexFolder of(Path index) {
    return new IndexFolder(index.toAbsolutePath().resolveSibling("").normalize());
  }

  @Override
  public Optional<Bytes> file(String path) {
    var file = root.resolve(path).normalize();
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Bytes.of(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
