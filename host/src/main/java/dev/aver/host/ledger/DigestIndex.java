// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Digest;
import java.util.OptionalLong;

/**
 * Finds the index of an entry by its bytes, in 12 to 24 bytes of memory for each. It keeps no
 * digests, only 32 bits of each: the log itself is asked whether a candidate is the one.
 *
 * <p>Entries are digests over random salts, which nobody can steer to one place of the table.
 */
final class DigestIndex {
  private static final int FIRST_CAPACITY = 1 << 10;
  private static final long MAX_ENTRIES = 1L << 29;

  /** Reads entries that are stored. */
  interface Entries {
    Digest at(long index);
  }

  /** 32 bits of the digest ‖ index + 1, or 0 where there is nothing; at most two thirds full. */
  private long[] slots = new long[FIRST_CAPACITY];

  private int size;

  /** Adds the next entry. */
  void add(Digest entry) {
    if (size == MAX_ENTRIES) {
      throw new IllegalStateException("a log of more than " + MAX_ENTRIES + " entries");
    }
    if (3L * (size + 1) > 2L * slots.length) {
      grow();
    }
    size++;
    put((long) bits(entry) << 32 | size);
  }

  /** The index of {@code entry}. */
  OptionalLong find(Digest entry, Entries entries) {
    var bits = bits(entry);
    for (var at = place(bits); slots[at] != 0; at = next(at)) {
      var index = (slots[at] & 0xffff_ffffL) - 1;
      if ((int) (slots[at] >>> 32) == bits && entries.at(index).equals(entry)) {
        return OptionalLong.of(index);
      }
    }
    return OptionalLong.empty();
  }

  private void grow() {
    var old = slots;
    slots = new long[old.length * 2];
    for (var slot : old) {
      if (slot != 0) {
        put(slot);
      }
    }
  }

  private void put(long slot) {
    var at = place((int) (slot >>> 32));
    while (slots[at] != 0) {
      at = next(at);
    }
    slots[at] = slot;
  }

  private static int bits(Digest entry) {
    return entry.bytes().asByteBuffer().getInt();
  }

  private int place(int bits) {
    return bits & (slots.length - 1);
  }

  private int next(int place) {
    return (place + 1) & (slots.length - 1);
  }
}
