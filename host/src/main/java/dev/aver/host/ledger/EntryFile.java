// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.host.storage.Durable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries of a log in one file, {@link EntryRecord} after {@link EntryRecord}. What {@link
 * #append} has returned for is on disk; what a crash tore is cut when the file is opened again.
 *
 * <p>Space is taken in advance, so that an append changes no metadata and costs one synchronous
 * write. One thread writes; any number read what has been appended.
 */
final class EntryFile implements AutoCloseable {
  /** Records of space taken at a time, an eighth of what is there within these bounds. */
  private static final int LEAST_SPACE = 1 << 8;

  private static final int MOST_SPACE = 1 << 14;

  private final Digest enclave;
  // RandomAccessFile and not FileChannel: an interrupted thread closes a channel for everybody.
  private final RandomAccessFile writer;
  private final RandomAccessFile reader;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile long size;
  private long space;
  private boolean broken;

  private EntryFile(Path file, Digest enclave) throws IOException {
    this.enclave = enclave;
    // O_DSYNC: a write that has returned is on disk, and a failure belongs to this very write.
    this.writer = new RandomAccessFile(file.toFile(), "rwd");
    this.reader = new RandomAccessFile(file.toFile(), "r");
  }

  /** Is shown every entry while the file is opened, in order. */
  interface Entries {
    void accept(Digest entry) throws IOException;
  }

  /** The entries of {@code enclave}; nothing is read before {@link #recover}. */
  static EntryFile open(Path file, Digest enclave) throws IOException {
    if (!Files.exists(file)) {
      Durable.replace(file, Bytes.EMPTY);
    }
    return new EntryFile(file, enclave);
  }

  /**
   * Reads the file, shows all entries and cuts a torn end. To be called once, first.
   *
   * @throws DamagedLog if anything but the end is damaged
   */
  void recover(Entries entries) throws IOException {
    size = new EntryScan(reader, enclave).read(entries);
    if (writer.length() > size * EntryRecord.SIZE) {
      // Torn records must go: behind new entries they would look like damage.
      writer.setLength(size * EntryRecord.SIZE);
    }
    space = size;
    // Whole records that the crashed process did not wait for become durable here.
    writer.getFD().sync();
  }

  /** The number of entries, all durable. */
  long size() {
    return size;
  }

  /** Appends {@code entries}; durable when it returns, and not to be believed if it throws. */
  void append(List<Digest> entries) throws IOException {
    if (broken) {
      throw new IOException("an earlier write has failed: the log must be opened again");
    }
    for (var from = 0; from < entries.size(); from += EntryRecord.MAX_BATCH) {
      var to = Math.min(entries.size(), from + EntryRecord.MAX_BATCH);
      appendBatch(entries.subList(from, to));
    }
  }

  private void appendBatch(List<Digest> batch) throws IOException {
    var first = size;
    var records = ByteBuffer.allocate(batch.size() * EntryRecord.SIZE);
    for (var i = 0; i < batch.size(); i++) {
      new EntryRecord(batch.get(i), i + 1).put(records, enclave, first + i);
    }
    broken = true; // until it is known that nothing failed: the page cache may lie after an error
    takeSpace(first + batch.size());
    writer.seek(first * EntryRecord.SIZE);
    writer.write(records.array());
    broken = false;
    size = first + batch.size();
  }

  private void takeSpace(long records) throws IOException {
    while (space < records) {
      var more = Math.clamp(space / 8, LEAST_SPACE, MOST_SPACE);
      writer.seek(space * EntryRecord.SIZE);
      writer.write(new byte[more * EntryRecord.SIZE]);
      space += more;
    }
  }

  /** The entries {@code from} to {@code from + count − 1}. */
  List<Digest> read(long from, int count) throws IOException {
    if (from < 0 || count < 0 || from + count > size) {
      throw new IllegalArgumentException(from + "+" + count + " of " + size + " entries");
    }
    var records = new byte[count * EntryRecord.SIZE];
    reading.lock();
    try {
      reader.seek(from * EntryRecord.SIZE);
      reader.readFully(records);
    } finally {
      reading.unlock();
    }
    var in = ByteBuffer.wrap(records);
    var entries = new Digest[count];
    for (var i = 0; i < count; i++) {
      if (!EntryRecord.isAt(in, i * EntryRecord.SIZE, enclave, from + i)) {
        throw new DamagedLog("entry " + (from + i) + " has been altered on disk");
      }
      entries[i] = EntryRecord.entry(in, i * EntryRecord.SIZE);
    }
    return List.of(entries);
  }

  @Override
  public void close() throws IOException {
    try (reader;
        writer) {
      broken = true;
    }
  }
}
