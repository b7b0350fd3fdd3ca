// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process, and a second opener in this one, out of a folder. The system releases it
 * when the process dies, however it dies.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock acquire(Path folder) throws IOException {
    var file = folder.resolve("lock");
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(folder + " is open in this process already", e);
    }
    channel.close();
    throw new IOException(folder + " is open in another process");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
