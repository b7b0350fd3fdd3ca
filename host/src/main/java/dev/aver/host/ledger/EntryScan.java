// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * Reads an entry file from its beginning and tells a torn end from damage.
 *
 * <p>A crash can tear the last batch only, in any pattern of its blocks. So behind the first record
 * that is not whole there may be records of the same batch and remains of it, but none of a later
 * batch and nothing farther away than the largest batch: that would mean that confirmed entries
 * have been damaged.
 */
final class EntryScan {
  private static final int BLOCK = 1 << 12;

  private final RandomAccessFile file;
  private final Digest enclave;
  private final long records;

  EntryScan(RandomAccessFile file, Digest enclave) throws IOException {
    this.file = file;
    this.enclave = enclave;
    this.records = Math.ceilDiv(file.length(), EntryRecord.SIZE);
  }

  /**
   * Shows {@code entries} all whole entries and returns their number.
   *
   * @throws DamagedLog if more than the end is damaged
   */
  long read(EntryFile.Entries entries) throws IOException {
    var whole = 0L;
    var torn = false;
    for (var from = 0L; from < records; from += BLOCK) {
      var block = block(from);
      for (var at = 0; at < block.limit(); at += EntryRecord.SIZE) {
        var index = from + at / EntryRecord.SIZE;
        torn |= !EntryRecord.isAt(block, at, enclave, index);
        if (torn) {
          requireTornBatch(block, at, index, whole);
        } else {
          entries.accept(EntryRecord.entry(block, at));
          whole = index + 1;
        }
      }
    }
    return whole;
  }

  private void requireTornBatch(ByteBuffer block, int at, long index, long whole)
      throws DamagedLog {
    if (EntryRecord.isEmptyAt(block, at)) {
      return;
    }
    var begin =
        EntryRecord.isAt(block, at, enclave, index)
            ? index - (EntryRecord.place(block, at) - 1)
            : index - (EntryRecord.MAX_BATCH - 1); // remains: of any batch that reaches here
    if (begin > whole) {
      throw new DamagedLog(
          "entry " + whole + " is damaged, but entries behind it were written later: " + index);
    }
  }

  /** Up to {@value #BLOCK} records, the last one filled up with zeros if the file ends in it. */
  private ByteBuffer block(long from) throws IOException {
    var count = (int) Math.min(BLOCK, records - from);
    var bytes = new byte[count * EntryRecord.SIZE];
    file.seek(from * EntryRecord.SIZE);
    var there = (int) Math.min(bytes.length, file.length() - from * EntryRecord.SIZE);
    file.readFully(bytes, 0, there);
    return ByteBuffer.wrap(bytes);
  }
}
