// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.feed;

import dev.aver.attestation.bytes.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Entries in order of the log that nobody has confirmed yet, 32 bytes each, in blocks: a million of
 * them is 32 MiB and not a million objects. Not safe for concurrent use.
 */
final class WaitingEntries {
  private static final int BLOCK = 1024;

  private final ArrayDeque<byte[]> blocks = new ArrayDeque<>();

  /** Entries of the first block that have been removed; 0 to BLOCK − 1. */
  private int removed;

  private int count;

  int count() {
    return count;
  }

  void add(Digest entry) {
    var at = removed + count;
    if (at == blocks.size() * BLOCK) {
      blocks.add(new byte[BLOCK * Digest.SIZE]);
    }
    System.arraycopy(entry.toArray(), 0, blocks.getLast(), at % BLOCK * Digest.SIZE, Digest.SIZE);
    count++;
  }

  /** {@code number} entries from the {@code offset}th on, one after the other. */
  byte[] copy(int offset, int number) {
    var copy = new byte[number * Digest.SIZE];
    var list = new ArrayList<>(blocks);
    for (var i = 0; i < number; i++) {
      var at = removed + offset + i;
      System.arraycopy(
          list.get(at / BLOCK), at % BLOCK * Digest.SIZE, copy, i * Digest.SIZE, Digest.SIZE);
    }
    return copy;
  }

  /** Takes out the oldest entry; there must be one. */
  Digest removeFirst() {
    var start = removed * Digest.SIZE;
    var entry = Digest.of(Arrays.copyOfRange(blocks.getFirst(), start, start + Digest.SIZE));
    removed++;
    count--;
    if (removed == BLOCK) {
      blocks.removeFirst();
      removed = 0;
    }
    return entry;
  }
}
