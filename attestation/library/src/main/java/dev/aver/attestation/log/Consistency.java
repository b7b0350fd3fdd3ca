// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import java.util.List;

/**
 * Checks that a tree is an earlier one with entries added behind it (RFC 9162, 2.1.4.2). From size
 * 0 or to the same size the path is empty.
 */
public final class Consistency {
  private Consistency() {}

  /**
   * Accepts only a path that leads to both roots.
   *
   * @throws Rejected {@link Reason#CONSISTENCY_PROOF}
   */
  public static void verify(
      long first, Digest firstRoot, long second, Digest secondRoot, List<Digest> path)
      throws Rejected {
    if (first < 0 || first > second) {
      throw new Rejected(Reason.CONSISTENCY_PROOF, "from " + first + " to " + second + " entries");
    }
    if (first == 0 || first == second) {
      verifyTrivial(first, firstRoot, second, secondRoot, path);
      return;
    }
    if (path.isEmpty() || path.size() > Inclusion.MAX_PATH) {
      throw new Rejected(Reason.CONSISTENCY_PROOF, "a path of " + path.size() + " hashes");
    }
    var onlyOldTree = Long.bitCount(first) == 1;
    var start = onlyOldTree ? firstRoot : path.getFirst();
    var rest = onlyOldTree ? path : path.subList(1, path.size());
    climb(first, firstRoot, second, secondRoot, start, rest);
  }

  private static void verifyTrivial(
      long first, Digest firstRoot, long second, Digest secondRoot, List<Digest> path)
      throws Rejected {
    if (!path.isEmpty()) {
      throw new Rejected(Reason.CONSISTENCY_PROOF, "a path where none is needed");
    }
    if (first == 0 && !firstRoot.equals(Merkle.emptyRoot())) {
      throw new Rejected(Reason.CONSISTENCY_PROOF, "no root of an empty tree");
    }
    if (first == second && !firstRoot.equals(secondRoot)) {
      throw new Rejected(Reason.CONSISTENCY_PROOF, "two roots of the same size");
    }
  }

  private static void climb(
      long first, Digest firstRoot, long second, Digest secondRoot, Digest start, List<Digest> path)
      throws Rejected {
    // The old tree's last perfect subtree is where both climbs begin.
    var aligned = Long.numberOfTrailingZeros(first);
    var place = (first - 1) >>> aligned;
    var last = (second - 1) >>> aligned;
    var oldHash = start;
    var newHash = start;
    for (var sibling : path) {
      if (last == 0) {
        throw new Rejected(Reason.CONSISTENCY_PROOF, "hashes left over at the root");
      }
      if ((place & 1) == 1 || place == last) {
        oldHash = Merkle.nodeHash(sibling, oldHash);
        newHash = Merkle.nodeHash(sibling, newHash);
        // As in Inclusion: a last node without a right sibling moves up unchanged.
        var skipped = Long.numberOfTrailingZeros(place);
        place >>>= skipped;
        last >>>= skipped;
      } else {
        newHash = Merkle.nodeHash(newHash, sibling);
      }
      place >>>= 1;
      last >>>= 1;
    }
    if (last != 0 || !oldHash.equals(firstRoot) || !newHash.equals(secondRoot)) {
      throw new Rejected(Reason.CONSISTENCY_PROOF, "the path does not lead to both roots");
    }
  }
}
