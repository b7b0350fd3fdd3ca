// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every tree of up to 70 entries, and some larger ones, against {@link NaiveTree}. */
class MerkleTest {
  private static final int ALL = 70;
  private static final NaiveTree BIG = NaiveTree.of(1100);

  @Test
  void rootsGrowAsRfc6962Says() throws Rejected {
    var range = CompactRange.empty();
    assertEquals(Merkle.emptyRoot(), range.root());
    for (var size = 1; size <= 300; size++) {
      range.append(new Digest(BIG.entries().get(size - 1)));
      assertEquals(size, range.size());
      assertEquals(Long.bitCount(size), range.subtrees().size());
      var naive = BIG.first(size);
      assertEquals(naive.root(), range.root(), "size " + size);
      assertEquals(range.root(), Proofs.root(size, naive::node), "size " + size);
    }
  }

  @Test
  void aRestoredRangeGoesOnLikeTheOriginal() {
    var range = CompactRange.empty();
    for (var size = 0; size < 200; size++) {
      var restored = CompactRange.of(size, BIG.first(size)::node);
      assertEquals(range.subtrees(), restored.subtrees());
      var copy = range.copy();
      range.append(new Digest(BIG.entries().get(size)));
      restored.append(new Digest(BIG.entries().get(size)));
      assertEquals(range.root(), restored.root());
      assertEquals(size, copy.size());
    }
  }

  @Test
  void everyEntryOfEverySizeIsIncluded() throws Rejected {
    for (var size = 1; size <= ALL; size++) {
      var tree = BIG.first(size);
      var root = tree.root();
      for (var index = 0; index < size; index++) {
        assertIncluded(tree, root, index);
      }
    }
  }

  @Test
  void entriesOfLargerTreesAreIncluded() throws Rejected {
    for (var size : new int[] {255, 256, 257, 1000, 1100}) {
      var tree = BIG.first(size);
      var root = tree.root();
      for (var index : new int[] {0, 1, size / 2, size - 2, size - 1}) {
        assertIncluded(tree, root, index);
      }
    }
  }

  private static void assertIncluded(NaiveTree tree, Digest root, int index) throws Rejected {
    var size = tree.entries().size();
    var path = Proofs.inclusion(index, size, tree::node);
    assertEquals(tree.path(index), path, index + " of " + size);
    Inclusion.verify(Merkle.leafHash(tree.entries().get(index)), index, size, path, root);
  }

  @Test
  void everyEarlierSizeIsConsistent() throws Rejected {
    for (var second = 0; second <= ALL; second++) {
      for (var first = 0; first <= second; first++) {
        assertConsistent(first, second);
      }
    }
    assertConsistent(255, 1000);
    assertConsistent(256, 1100);
    assertConsistent(768, 1024);
  }

  private static void assertConsistent(int first, int second) throws Rejected {
    var old = BIG.first(first);
    var tree = BIG.first(second);
    var path = Proofs.consistency(first, second, tree::node);
    if (first > 0) {
      assertEquals(tree.proof(first), path, first + " to " + second);
    }
    Consistency.verify(first, old.root(), second, tree.root(), path);
  }

  @Test
  void noAlteredInclusionIsAccepted() throws Rejected {
    var random = new Random(6962);
    for (var round = 0; round < 2000; round++) {
      var size = 1 + random.nextInt(ALL);
      var index = random.nextInt(size);
      var tree = BIG.first(size);
      var root = tree.root();
      var leaf = Merkle.leafHash(tree.entries().get(index));
      var path = alter(tree.path(index), random);
      assertEquals(
          Reason.INCLUSION_PATH,
          assertThrows(Rejected.class, () -> Inclusion.verify(leaf, index, size, path, root))
              .reason());
    }
  }

  @Test
  void noOtherPlaceOrSizeIsAccepted() throws Rejected {
    for (var size = 2; size <= ALL; size++) {
      var tree = BIG.first(size);
      var leaf = Merkle.leafHash(tree.entries().getFirst());
      var path = tree.path(0);
      for (var index = 1; index < size; index++) {
        var other = index;
        var total = size;
        assertThrows(Rejected.class, () -> Inclusion.verify(leaf, other, total, path, tree.root()));
      }
    }
  }

  @Test
  void placesOutsideTheTreeAreOutOfRange() {
    var leaf = Merkle.emptyRoot();
    for (var place : new long[][] {{0, 0}, {1, 1}, {-1, 1}, {7, 7}, {Long.MAX_VALUE, 1L << 53}}) {
      var thrown =
          assertThrows(
              Rejected.class, () -> Inclusion.verify(leaf, place[0], place[1], List.of(), leaf));
      assertEquals(Reason.INCLUSION_RANGE, thrown.reason());
    }
  }

  @Test
  void noAlteredConsistencyIsAccepted() {
    var random = new Random(9162);
    for (var round = 0; round < 2000; round++) {
      var second = 2 + random.nextInt(ALL - 2);
      var first = 1 + random.nextInt(second - 1);
      var oldRoot = BIG.first(first).root();
      var newRoot = BIG.first(second).root();
      var path = alter(BIG.first(second).proof(first), random);
      var thrown =
          assertThrows(
              Rejected.class, () -> Consistency.verify(first, oldRoot, second, newRoot, path));
      assertEquals(Reason.CONSISTENCY_PROOF, thrown.reason());
    }
  }

  @Test
  void pathsOfOver64HashesAreNotLookedAt() {
    var path = Collections.nCopies(65, Merkle.emptyRoot());
    var root = Merkle.emptyRoot();
    assertEquals(
        Reason.INCLUSION_PATH,
        assertThrows(Rejected.class, () -> Inclusion.verify(root, 0, Long.MAX_VALUE, path, root))
            .reason());
    assertEquals(
        Reason.CONSISTENCY_PROOF,
        assertThrows(Rejected.class, () -> Consistency.verify(3, root, Long.MAX_VALUE, root, path))
            .reason());
  }

  @Test
  void theLargestSizesNeedNoMoreThan64Hashes() throws Rejected {
    HashSource same = (level, index) -> Digest.ZERO;
    var size = (1L << 53) - 1;
    var path = Proofs.inclusion(size - 2, size, same);
    assertTrue(path.size() <= Inclusion.MAX_PATH);
    Inclusion.rootOf(Digest.ZERO, size - 2, size, path);
    assertTrue(Proofs.consistency(size - 1, size, same).size() <= Inclusion.MAX_PATH);
  }

  @Test
  void nothingIsProvedThatIsNotThere() {
    HashSource none = (level, index) -> Digest.ZERO;
    assertThrows(IllegalArgumentException.class, () -> Proofs.inclusion(3, 3, none));
    assertThrows(IllegalArgumentException.class, () -> Proofs.consistency(4, 3, none));
    assertThrows(IllegalArgumentException.class, () -> CompactRange.of(-1, none));
  }

  /** One hash more, one less, one bit, or two exchanged. */
  private static List<Digest> alter(List<Digest> path, Random random) {
    var altered = new ArrayList<>(path);
    if (altered.isEmpty()) {
      altered.add(Digest.ZERO);
      return altered;
    }
    var at = random.nextInt(altered.size());
    switch (random.nextInt(4)) {
      case 0 -> altered.add(at, Merkle.emptyRoot());
      case 1 -> altered.remove(at);
      case 2 -> altered.set(at, flip(altered.get(at), random));
      default -> {
        if (altered.size() == 1) {
          altered.clear();
        } else {
          Collections.swap(altered, at, (at + 1) % altered.size());
        }
      }
    }
    return altered;
  }

  private static Digest flip(Digest hash, Random random) {
    var bytes = hash.toArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return Digest.of(bytes);
  }
}
