// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.log.CompactRange;
import dev.aver.attestation.log.HashSource;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.log.TilePath;
import dev.aver.attestation.log.Tiles;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree over all entries of a log: in memory the roots of all full tiles, about half a byte for
 * each entry; leaves are hashed again from the entries when they are asked for.
 *
 * <p>Not thread-safe: {@link EnclaveLog} guards it.
 */
final class LogTree implements HashSource {
  /** Reads entries that are stored. */
  interface Entries {
    List<Digest> read(long from, int count);
  }

  private final Entries entries;
  private final CompactRange range = CompactRange.empty();

  /** Leaf hashes of the tile that is not full yet. */
  private final List<Digest> open = new ArrayList<>(TilePath.FULL);

  /** At {@code [k]} the hashes that tiles of level k + 1 hold. */
  private final List<List<Digest>> levels = new ArrayList<>();

  LogTree(Entries entries) {
    this.entries = entries;
  }

  void append(Digest entry) {
    open.add(range.append(entry));
    if (open.size() == TilePath.FULL) {
      addRoot(0, Tiles.root(open));
      open.clear();
    }
  }

  private void addRoot(int above, Digest root) {
    if (levels.size() == above) {
      levels.add(new ArrayList<>());
    }
    var hashes = levels.get(above);
    hashes.add(root);
    if (hashes.size() % TilePath.FULL == 0) {
      var full = hashes.subList(hashes.size() - TilePath.FULL, hashes.size());
      addRoot(above + 1, Tiles.root(full));
    }
  }

  long size() {
    return range.size();
  }

  @Override
  public Digest node(int level, long index) {
    var below = level % TilePath.HEIGHT;
    return Tiles.root(hashes(level / TilePath.HEIGHT, index << below, 1 << below));
  }

  /** The {@code count} hashes of a tile level from number {@code from}. */
  List<Digest> hashes(int tileLevel, long from, int count) {
    if (tileLevel == 0) {
      return entries.read(from, count).stream()
          .map(entry -> Merkle.leafHash(entry.bytes()))
          .toList();
    }
    var first = Math.toIntExact(from);
    return List.copyOf(levels.get(tileLevel - 1).subList(first, first + count));
  }
}
