// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import java.util.List;

/**
 * Checks that an entry stands at a place of a tree (RFC 9162, 2.1.3.2): at most {@value #MAX_PATH}
 * hashes, leaf to root, none left over.
 */
public final class Inclusion {
  /** The longest path that is looked at (formats.md, 6). */
  public static final int MAX_PATH = 64;

  private Inclusion() {}

  /**
   * Accepts only a path that leads from {@code leafHash} at {@code index} to the {@code root} of
   * {@code size} entries.
   *
   * @throws Rejected {@link Reason#INCLUSION_RANGE} if there is no such place, {@link
   *     Reason#INCLUSION_PATH} if the path leads elsewhere
   */
  public static void verify(Digest leafHash, long index, long size, List<Digest> path, Digest root)
      throws Rejected {
    if (!rootOf(leafHash, index, size, path).equals(root)) {
      throw new Rejected(Reason.INCLUSION_PATH, "the path leads to another root");
    }
  }

  /**
   * The root that the path leads to, for callers that compare it later.
   *
   * @throws Rejected {@link Reason#INCLUSION_RANGE}, or {@link Reason#INCLUSION_PATH} if the path
   *     has not exactly the length of this place
   */
  public static Digest rootOf(Digest leafHash, long index, long size, List<Digest> path)
      throws Rejected {
    if (index < 0 || index >= size) {
      throw new Rejected(Reason.INCLUSION_RANGE, "entry " + index + " of " + size);
    }
    if (path.size() > MAX_PATH) {
      throw new Rejected(Reason.INCLUSION_PATH, path.size() + " hashes, at most " + MAX_PATH);
    }
    var place = index;
    var last = size - 1;
    var hash = leafHash;
    for (var sibling : path) {
      if (last == 0) {
        throw new Rejected(Reason.INCLUSION_PATH, "hashes left over at the root");
      }
      if ((place & 1) == 1 || place == last) {
        hash = Merkle.nodeHash(sibling, hash);
        // A last node without a right sibling moves up unchanged until it is a right child.
        var skipped = Long.numberOfTrailingZeros(place);
        place >>>= skipped;
        last >>>= skipped;
      } else {
        hash = Merkle.nodeHash(hash, sibling);
      }
      place >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw new Rejected(Reason.INCLUSION_PATH, "the path ends below the root");
    }
    return hash;
  }
}
