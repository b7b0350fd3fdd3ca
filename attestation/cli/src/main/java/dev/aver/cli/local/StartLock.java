// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held while one {@code up} starts or watches; the operating system frees it, however we end. */
public record StartLock(FileLock lock) implements AutoCloseable {
  /** The lock, unless another {@code up} has it. */
  public static Optional<StartLock> take(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new StartLock(lock));
  }

  @Override
  public void close() throws IOException {
    lock.acquiredBy().close();
  }
}
