// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A new folder that only this user can enter, gone after {@link #close}. Between checking a file
 * and using it nobody else can put another one in its place.
 */
public final class PrivateFolder implements AutoCloseable {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Path path;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  /** A folder below {@code parent}, else below the system's folder for temporary files. */
  public static PrivateFolder create(Optional<Path> parent) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    return new PrivateFolder(
        parent.isPresent()
            ? Files.createTempDirectory(parent.get(), "aver-", mode)
            : Files.createTempDirectory("aver-", mode));
  }

  /**
   * As {@link #create}, by default in memory if {@code size} bytes fit there twice: what is never
   * written to the host's disk needs no belief in it.
   */
  public static PrivateFolder inMemory(Optional<Path> parent, long size) throws IOException {
    var memory =
        Files.isWritable(SHARED_MEMORY)
            && Files.getFileStore(SHARED_MEMORY).getUsableSpace() > 2 * size;
    return create(parent.or(() -> memory ? Optional.of(SHARED_MEMORY) : Optional.empty()));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Removes the folder with all it holds. */
  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        path,
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
