// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The place of one tile below a log's prefix (C2SP tlog-tiles): {@code tile/<level>/<index>} for
 * 256 hashes, {@code tile/entries/<index>} for the entries themselves, {@code .p/<width>} behind it
 * while the tile is not full.
 *
 * @param level 0 to {@value #MAX_LEVEL}, or {@link #ENTRIES}
 * @param index the tile's number at its level
 * @param width the hashes or entries in it, 1 to {@value #FULL}
 */
public record TilePath(int level, long index, int width) {
  /** The level of entry bundles, which run beside level 0. */
  public static final int ENTRIES = -1;

  /** The number of hashes or entries in a full tile. */
  public static final int FULL = 256;

  /** The number of tree levels that one tile level spans. */
  public static final int HEIGHT = 8;

  /** The highest level of a tree whose size fits 63 bits. */
  public static final int MAX_LEVEL = 63 / HEIGHT;

  private static final Pattern FORM =
      Pattern.compile(
          "tile/(entries|[0-9])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /** Refuses what is no tile: a programming error, since {@link #parse} checks. */
  public TilePath {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no tile " + level + "/" + index + "/" + width);
    }
  }

  /**
   * Parses a path in its one spelling.
   *
   * @throws Rejected {@link Reason#FIELD_TYPE}
   */
  public static TilePath parse(String path) throws Rejected {
    var form = FORM.matcher(path);
    if (!form.matches()) {
      throw new Rejected(Reason.FIELD_TYPE, "not the path of a tile");
    }
    var level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
    var index = form.group(2).replace("x", "").replace("/", "");
    var width = form.group(3) == null ? FULL : Integer.parseInt(form.group(3));
    if (level > MAX_LEVEL || width > FULL || index.length() > 18) {
      throw new Rejected(Reason.FIELD_TYPE, "no such tile");
    }
    var tile = new TilePath(level, Long.parseLong(index), width);
    // Groups too many and .p/256 would be second spellings.
    if (!tile.toString().equals(path)) {
      throw new Rejected(Reason.FIELD_TYPE, "not the one spelling of the path");
    }
    return tile;
  }

  /** The index in groups of three digits, {@code x} before all but the last. */
  public static String index(long index) {
    var groups = new ArrayList<String>();
    var rest = index;
    do {
      var prefix = groups.isEmpty() ? "" : "x";
      groups.add(prefix + String.format(Locale.ROOT, "%03d", rest % 1000));
      rest /= 1000;
    } while (rest > 0);
    return String.join("/", groups.reversed());
  }

  /** Whether the tile will never change. */
  public boolean isFull() {
    return width == FULL;
  }

  /** The tile at this place once it is full. */
  public TilePath full() {
    return new TilePath(level, index, FULL);
  }

  /** The rightmost tile of each hash level in a tree of {@code size} entries, level 0 first. */
  public static List<TilePath> last(long size) {
    var tiles = new ArrayList<TilePath>();
    var hashes = size;
    for (var level = 0; hashes > 0; level++) {
      tiles.add(last(level, hashes));
      hashes >>>= HEIGHT;
    }
    return List.copyOf(tiles);
  }

  /** The rightmost of the tiles that hold {@code count} hashes or entries, at least one. */
  public static TilePath last(int level, long count) {
    var last = count - 1;
    return new TilePath(level, last / FULL, (int) (last % FULL) + 1);
  }

  /** The tile as a tree of {@code size} entries has it: full or partial. */
  public static TilePath of(int level, long index, long size) {
    var count = level == ENTRIES ? size : size >>> (HEIGHT * level);
    var width = Math.min(FULL, count - index * FULL);
    return new TilePath(level, index, (int) width);
  }

  @Override
  public String toString() {
    var folder = level == ENTRIES ? "entries" : Integer.toString(level);
    var partial = isFull() ? "" : ".p/" + width;
    return "tile/" + folder + "/" + index(index) + partial;
  }
}
