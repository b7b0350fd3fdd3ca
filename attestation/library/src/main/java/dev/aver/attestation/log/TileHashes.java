// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.bytes.Digest;
import java.util.List;

/**
 * Answers subtree hashes of a tree of a fixed size from its tiles: at most one tile and 255 hashes
 * for each. What is proved with it is as true as the tiles are.
 */
public final class TileHashes implements HashSource {
  /** Reads one hash tile. */
  @FunctionalInterface
  public interface TileReader {
    /** Exactly the {@code tile.width()} hashes of this tile. */
    List<Digest> read(TilePath tile);
  }

  private final long size;
  private final TileReader reader;

  /** Reads tiles of the tree of {@code size} entries as {@code reader} has them. */
  public TileHashes(long size, TileReader reader) {
    this.size = size;
    this.reader = reader;
  }

  @Override
  public Digest node(int level, long index) {
    var tileLevel = level / TilePath.HEIGHT;
    var below = level % TilePath.HEIGHT;
    // The node is the root over 2^below neighbouring hashes, which one tile holds.
    var first = index << below;
    var tile = TilePath.of(tileLevel, first / TilePath.FULL, size);
    var offset = (int) (first % TilePath.FULL);
    return Tiles.root(reader.read(tile).subList(offset, offset + (1 << below)));
  }
}
