// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.log.TilePath;
import dev.aver.host.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A log as files that any static server can serve: {@code checkpoint} and the tiles of C2SP
 * tlog-tiles. All of it follows from the entries and the newest checkpoint, so whatever is missing
 * or altered is written again when the log is opened. All tiles of a checkpoint are there before
 * the checkpoint is.
 */
final class ServedFiles {
  private static final String CHECKPOINT = "checkpoint";

  private final Path folder;

  ServedFiles(Path folder) {
    this.folder = folder;
  }

  /** The content of a tile, from the entries. */
  interface Content {
    Bytes of(TilePath tile) throws IOException;
  }

  /** Adds what a tree of {@code size} has and one of {@code before} had not. */
  void grow(long before, long size, Content content) throws IOException {
    growLevel(TilePath.ENTRIES, before, size, content);
    for (var level = 0; size >>> (TilePath.HEIGHT * level) > 0; level++) {
      var shift = TilePath.HEIGHT * level;
      growLevel(level, before >>> shift, size >>> shift, content);
    }
  }

  private void growLevel(int level, long before, long count, Content content) throws IOException {
    if (before == count) {
      return;
    }
    for (var index = before / TilePath.FULL; index * TilePath.FULL < count; index++) {
      var width = (int) Math.min(TilePath.FULL, count - index * TilePath.FULL);
      var tile = new TilePath(level, index, width);
      write(tile.toString(), content.of(tile));
      if (tile.isFull()) {
        dropPartial(tile);
      }
    }
  }

  /** Not forced to disk: what a power cut leaves here is compared and written again on opening. */
  private void write(String path, Bytes content) throws IOException {
    var file = folder.resolve(path);
    if (!Files.exists(file) || !Bytes.of(Files.readAllBytes(file)).equals(content)) {
      Files.createDirectories(file.getParent());
      Durable.replaceForReaders(file, content);
    }
  }

  /** Partial tiles may go once the full one is there (C2SP tlog-tiles). */
  private void dropPartial(TilePath full) throws IOException {
    var partial = folder.resolve(full + ".p");
    if (!Files.isDirectory(partial)) {
      return;
    }
    try (var files = Files.newDirectoryStream(partial)) {
      for (var file : files) {
        Files.delete(file);
      }
    }
    Files.delete(partial);
  }

  /** Shows the world the note of the newest checkpoint, whose tiles are there. */
  void publish(String note) throws IOException {
    write(CHECKPOINT, Bytes.utf8(note));
  }

  /** A served file; empty for every other path, so that no path leads out of the folder. */
  Optional<Bytes> read(String path) throws IOException {
    if (!isServed(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Bytes.of(Files.readAllBytes(folder.resolve(path))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean isServed(String path) {
    try {
      return path.equals(CHECKPOINT) || TilePath.parse(path).toString().equals(path);
    } catch (Rejected e) {
      return false;
    }
  }
}
