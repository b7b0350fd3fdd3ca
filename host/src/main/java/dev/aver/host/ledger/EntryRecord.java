// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Digest;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One entry on disk, {@value #SIZE} bytes: the entry (32) ‖ its place in its batch, counted from 1
 * (u32) ‖ CRC-32C (u32) over enclave, index, place and entry; integers are big-endian.
 *
 * <p>Because the checksum covers the index and the enclave, a record counts only where it was
 * written. The place tells which records were written together: a batch is on disk before the next
 * begins. A place is never 0, so empty space is no record.
 *
 * @param place 1 to {@value #MAX_BATCH}
 */
record EntryRecord(Digest entry, int place) {
  static final int SIZE = Digest.SIZE + 4 + 4;
  static final int MAX_BATCH = 1 << 16;

  private static final int PLACE = Digest.SIZE;
  private static final int CHECKSUM = PLACE + 4;

  /** Appends the record for {@code index} to {@code out}. */
  void put(ByteBuffer out, Digest enclave, long index) {
    out.put(entry.bytes().asByteBuffer());
    out.putInt(place);
    out.putInt(checksum(enclave, index, entry.bytes().asByteBuffer(), place));
  }

  /** Whether a whole record for {@code index} is at {@code at}. */
  static boolean isAt(ByteBuffer in, int at, Digest enclave, long index) {
    var place = in.getInt(at + PLACE);
    return place >= 1
        && place <= MAX_BATCH
        && in.getInt(at + CHECKSUM) == checksum(enclave, index, in.slice(at, Digest.SIZE), place);
  }

  /** The entry of the record at {@code at}. */
  static Digest entry(ByteBuffer in, int at) {
    var entry = new byte[Digest.SIZE];
    in.get(at, entry);
    return Digest.of(entry);
  }

  /** The place of the record at {@code at} in its batch. */
  static int place(ByteBuffer in, int at) {
    return in.getInt(at + PLACE);
  }

  /** Whether nothing has ever been written at {@code at}. */
  static boolean isEmptyAt(ByteBuffer in, int at) {
    for (var i = at; i < at + SIZE; i += 8) {
      if (in.getLong(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(Digest enclave, long index, ByteBuffer entry, int place) {
    var crc = new CRC32C();
    crc.update(enclave.bytes().asByteBuffer());
    crc.update(ByteBuffer.allocate(12).putLong(index).putInt(place).flip());
    crc.update(entry);
    return (int) crc.getValue();
  }
}
