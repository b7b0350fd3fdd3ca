// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.bytes.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds roots, inclusion and consistency paths from perfect subtree hashes (RFC 9162, 2.1.3.1 and
 * 2.1.4.1): what {@link Inclusion} and {@link Consistency} accept. Needs at most about 2·64 hashes
 * of the source, whatever the tree's size.
 */
public final class Proofs {
  private Proofs() {}

  /** The root of the first {@code size} entries. */
  public static Digest root(long size, HashSource hashes) {
    return CompactRange.root(subtrees(0, size, hashes));
  }

  /** The path from entry {@code index} to the root of the first {@code size} entries. */
  public static List<Digest> inclusion(long index, long size, HashSource hashes) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no entry " + index + " in a tree of " + size);
    }
    var path = new ArrayList<Digest>();
    var begin = 0L;
    var end = size;
    // From the root down to the leaf: the sibling of every step, turned round at the end.
    while (end - begin > 1) {
      var middle = begin + split(end - begin);
      if (index < middle) {
        path.add(range(middle, end, hashes));
        end = middle;
      } else {
        path.add(range(begin, middle, hashes));
        begin = middle;
      }
    }
    return List.copyOf(path.reversed());
  }

  /** The path from the root of {@code first} entries to that of {@code second}. */
  public static List<Digest> consistency(long first, long second, HashSource hashes) {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException("no way from " + first + " to " + second + " entries");
    }
    if (first == 0 || first == second) {
      return List.of();
    }
    var path = new ArrayList<Digest>();
    var begin = 0L;
    var end = second;
    while (end != first) {
      var middle = begin + split(end - begin);
      if (first <= middle) {
        path.add(range(middle, end, hashes));
        end = middle;
      } else {
        path.add(range(begin, middle, hashes));
        begin = middle;
      }
    }
    // The old root itself is known to the verifier, an inner part of the old tree is not.
    if (begin > 0) {
      path.add(range(begin, end, hashes));
    }
    return List.copyOf(path.reversed());
  }

  /** The perfect subtrees over {@code begin..end}, leftmost first; begin is aligned to them. */
  static List<Digest> subtrees(long begin, long end, HashSource hashes) {
    var subtrees = new ArrayList<Digest>();
    var at = begin;
    while (at < end) {
      var level = 63 - Long.numberOfLeadingZeros(end - at);
      subtrees.add(hashes.node(level, at >>> level));
      at += 1L << level;
    }
    return subtrees;
  }

  private static Digest range(long begin, long end, HashSource hashes) {
    return CompactRange.root(subtrees(begin, end, hashes));
  }

  /** The largest power of two below {@code size}, which is at least 2. */
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
