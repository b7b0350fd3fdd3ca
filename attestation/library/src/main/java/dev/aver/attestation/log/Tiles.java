// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of tiles: hash tiles are hashes one after the other, entry bundles are {@code 0x0020
 * ‖ 32 bytes} for each entry (formats.md, 6).
 */
public final class Tiles {
  /** An entry in its bundle: a big-endian length, which is always 32, and the entry. */
  public static final int BUNDLED_SIZE = 2 + Digest.SIZE;

  private Tiles() {}

  /** The bundle of these entries. */
  public static Bytes bundle(List<Digest> entries) {
    var bundle = ByteBuffer.allocate(entries.size() * BUNDLED_SIZE);
    for (var entry : entries) {
      bundle.putShort((short) Digest.SIZE).put(entry.bytes().asByteBuffer());
    }
    return Bytes.of(bundle.array());
  }

  /**
   * Takes a bundle of exactly {@code width} entries apart.
   *
   * @throws Rejected {@link Reason#LOG_ENTRIES}
   */
  public static List<Digest> entries(Bytes bundle, int width) throws Rejected {
    if (bundle.size() != width * BUNDLED_SIZE) {
      throw new Rejected(Reason.LOG_ENTRIES, bundle.size() + " bytes for " + width + " entries");
    }
    var entries = new ArrayList<Digest>(width);
    for (var at = 0; at < bundle.size(); at += BUNDLED_SIZE) {
      if (bundle.at(at) != 0 || bundle.at(at + 1) != Digest.SIZE) {
        throw new Rejected(Reason.LOG_ENTRIES, "an entry that has not 32 bytes");
      }
      entries.add(new Digest(bundle.slice(at + 2, at + BUNDLED_SIZE)));
    }
    return entries;
  }

  /** The tile of these hashes. */
  public static Bytes tile(List<Digest> hashes) {
    var tile = ByteBuffer.allocate(hashes.size() * Digest.SIZE);
    hashes.forEach(hash -> tile.put(hash.bytes().asByteBuffer()));
    return Bytes.of(tile.array());
  }

  /**
   * Takes a tile of exactly {@code width} hashes apart.
   *
   * @throws Rejected {@link Reason#LOG_TILE}
   */
  public static List<Digest> hashes(Bytes tile, int width) throws Rejected {
    if (tile.size() != width * Digest.SIZE) {
      throw new Rejected(Reason.LOG_TILE, tile.size() + " bytes for " + width + " hashes");
    }
    var hashes = new ArrayList<Digest>(width);
    for (var at = 0; at < tile.size(); at += Digest.SIZE) {
      hashes.add(new Digest(tile.slice(at, at + Digest.SIZE)));
    }
    return hashes;
  }

  /** The root over the hashes of a perfect subtree, of which there are a power of two. */
  public static Digest root(List<Digest> hashes) {
    var level = hashes;
    while (level.size() > 1) {
      var above = new ArrayList<Digest>(level.size() / 2);
      for (var i = 0; i < level.size(); i += 2) {
        above.add(Merkle.nodeHash(level.get(i), level.get(i + 1)));
      }
      level = above;
    }
    return level.getFirst();
  }
}
