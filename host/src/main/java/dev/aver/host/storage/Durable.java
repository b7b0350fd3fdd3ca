// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.storage;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes to files that are there as a whole after a crash at any moment, or not at all. */
public final class Durable {
  private static final String UNFINISHED = ".unfinished";

  private Durable() {}

  /**
   * Puts {@code content} in the place of {@code file}: a reader, also one after a crash, sees the
   * old content or the new. On disk when it returns.
   */
  public static void replace(Path file, Bytes content) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try (var out = new RandomAccessFile(unfinished.toFile(), "rw")) {
      out.setLength(0); // what an earlier crash has left
      out.write(content.toArray());
      out.getFD().sync();
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    force(folderOf(file));
  }

  /**
   * As {@link #replace}, but only readers see old or new: after a power cut the file may be
   * anything. For what is checked and made again when the log is opened.
   */
  public static void replaceForReaders(Path file, Bytes content) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    Files.write(unfinished, content.toArray());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes a folder and those above it, and all of their names durable. */
  public static void folders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    var above = folderOf(folder);
    folders(above);
    Files.createDirectories(folder);
    force(above);
  }

  /** Makes the names in a folder durable. */
  public static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path file) throws IOException {
    var parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("no folder above " + file);
    }
    return parent;
  }
}
