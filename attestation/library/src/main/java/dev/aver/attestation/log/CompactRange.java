// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.bytes.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A tree that only remembers what a root needs: one hash for each bit of its size, at most 63.
 * Appending costs two hashes on average and never looks at an earlier entry.
 *
 * <p>Not thread-safe: whoever appends guards it.
 */
public final class CompactRange {
  /** Roots of the perfect subtrees that make up the tree, leftmost (largest) first. */
  private final List<Digest> subtrees;

  private long size;

  private CompactRange(long size, List<Digest> subtrees) {
    this.size = size;
    this.subtrees = new ArrayList<>(subtrees);
  }

  /** The tree without entries. */
  public static CompactRange empty() {
    return new CompactRange(0, List.of());
  }

  /**
   * The range of a tree of {@code size} entries whose perfect subtrees {@code hashes} answers: as
   * good as having appended them all, if the source tells the truth.
   */
  public static CompactRange of(long size, HashSource hashes) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has no " + size + " entries");
    }
    return new CompactRange(size, Proofs.subtrees(0, size, hashes));
  }

  /** Appends one 32-byte entry and returns its leaf hash. */
  public Digest append(Digest entry) {
    var leaf = Merkle.leafHash(entry.bytes());
    appendLeafHash(leaf);
    return leaf;
  }

  /** Appends an entry by its leaf hash. */
  public void appendLeafHash(Digest leaf) {
    var node = leaf;
    // Each trailing one bit of the old size is a subtree of the same height to merge with.
    for (var bits = size; (bits & 1) == 1; bits >>>= 1) {
      node = Merkle.nodeHash(subtrees.removeLast(), node);
    }
    subtrees.add(node);
    size = Math.incrementExact(size);
  }

  /** The number of entries. */
  public long size() {
    return size;
  }

  /** The root over all entries so far. */
  public Digest root() {
    return root(subtrees);
  }

  /** The perfect subtrees, leftmost first: one for each bit of {@link #size}. */
  public List<Digest> subtrees() {
    return Collections.unmodifiableList(new ArrayList<>(subtrees));
  }

  /** An independent copy of the present state. */
  public CompactRange copy() {
    return new CompactRange(size, subtrees);
  }

  /** The root over neighbouring perfect subtrees, leftmost (largest) first. */
  static Digest root(List<Digest> subtrees) {
    if (subtrees.isEmpty()) {
      return Merkle.emptyRoot();
    }
    var root = subtrees.getLast();
    for (var i = subtrees.size() - 2; i >= 0; i--) {
      root = Merkle.nodeHash(subtrees.get(i), root);
    }
    return root;
  }
}
