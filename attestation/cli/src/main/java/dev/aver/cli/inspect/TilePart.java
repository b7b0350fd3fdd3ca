// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.log.Tiles;

/** Tiles of a log: bundles of entries, which can be recognised, and hashes, which cannot. */
final class TilePart {
  private static final int WIDEST = 256;
  private static final int LENGTH = 2;

  private TilePart() {}

  /** Whether these are whole entries, each behind its length. */
  static boolean beginsEntries(Bytes content) {
    var width = content.size() / Tiles.BUNDLED_SIZE;
    return width > 0
        && content.size() % Tiles.BUNDLED_SIZE == 0
        && content.at(0) == 0
        && content.at(1) == Digest.SIZE;
  }

  static Part entries(Bytes bundle) throws Rejected {
    var width = width(bundle, Tiles.BUNDLED_SIZE, Reason.LOG_ENTRIES);
    Tiles.entries(bundle, width);
    var part = Part.of("bundle of log entries", bundle.size());
    var walk = new Walk(bundle, Reason.LOG_ENTRIES, part);
    for (var i = 0; i < width; i++) {
      walk.field("length", LENGTH, Integer.toString(Digest.SIZE));
      walk.field("entry " + i, Digest.SIZE);
    }
    return part.build();
  }

  /** Whether these could be hashes: nothing marks them. */
  static boolean maybeHashes(Bytes content) {
    return content.size() > 0
        && content.size() % Digest.SIZE == 0
        && content.size() <= WIDEST * Digest.SIZE;
  }

  static Part hashes(Bytes tile) throws Rejected {
    var width = width(tile, Digest.SIZE, Reason.LOG_TILE);
    var hashes = Tiles.hashes(tile, width);
    var part = Part.of("tile of hashes", tile.size());
    var walk = new Walk(tile, Reason.LOG_TILE, part);
    for (var i = 0; i < width; i++) {
      walk.field("hash " + i, Digest.SIZE);
    }
    if (width == WIDEST) {
      part.member("(root)", Tiles.root(hashes).toString(), "the hash of this tile one level up");
    }
    return part.build();
  }

  private static int width(Bytes content, int each, Reason reason) throws Rejected {
    var width = content.size() / each;
    if (width < 1 || width > WIDEST || content.size() % each != 0) {
      throw new Rejected(reason, content.size() + " bytes are not 1 to 256 of " + each);
    }
    return width;
  }
}
