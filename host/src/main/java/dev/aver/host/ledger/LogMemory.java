// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.log.Proofs;
import dev.aver.attestation.log.TilePath;
import dev.aver.attestation.log.Tiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * What a log knows about its durable entries without reading them all again: the tree and the index
 * by digest. Thread-safe; readers never wait for a disk write.
 */
final class LogMemory {
  private final EntryFile entries;
  private final LogTree tree = new LogTree(this::read);
  private final DigestIndex index = new DigestIndex();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  LogMemory(EntryFile entries) {
    this.entries = entries;
  }

  /** Adds an entry that is durable. */
  void add(Digest entry) {
    addAll(List.of(entry));
  }

  /** Adds entries that are durable. */
  void addAll(List<Digest> more) {
    lock.writeLock().lock();
    try {
      for (var entry : more) {
        tree.append(entry);
        index.add(entry);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  long size() {
    return locked(tree::size);
  }

  OptionalLong find(Digest entry) throws IOException {
    return reading(() -> index.find(entry, at -> read(at, 1).getFirst()));
  }

  Digest root(long size) throws IOException {
    return upTo(size, () -> Proofs.root(size, tree));
  }

  List<Digest> inclusion(long at, long size) throws IOException {
    return upTo(size, () -> Proofs.inclusion(at, size, tree));
  }

  List<Digest> consistency(long first, long second) throws IOException {
    return upTo(second, () -> Proofs.consistency(first, second, tree));
  }

  /** The content of a tile, all of whose hashes or entries are there. */
  Bytes tile(TilePath tile) throws IOException {
    var from = tile.index() * TilePath.FULL;
    return reading(
        () ->
            tile.level() == TilePath.ENTRIES
                ? Tiles.bundle(read(from, tile.width()))
                : Tiles.tile(tree.hashes(tile.level(), from, tile.width())));
  }

  private <T> T upTo(long size, Supplier<T> read) throws IOException {
    if (size > size()) {
      throw new IllegalArgumentException("a tree of " + size + " entries, but there are " + size());
    }
    return reading(read);
  }

  private <T> T reading(Supplier<T> read) throws IOException {
    try {
      return locked(read);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private <T> T locked(Supplier<T> read) {
    Lock readLock = lock.readLock();
    readLock.lock();
    try {
      return read.get();
    } finally {
      readLock.unlock();
    }
  }

  private List<Digest> read(long from, int count) {
    try {
      return entries.read(from, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
