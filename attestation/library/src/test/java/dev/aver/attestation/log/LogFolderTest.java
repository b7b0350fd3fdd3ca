// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs built here file by file, so that every single one of them can be damaged. */
class LogFolderTest {
  private static final NoteSigner SIGNER = new NoteSigner("log.example/f", Ed25519Test.key(7));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256, 257, 512, 600, 65536, 65537})
  void aWholeLogIsAccepted(int size) throws Rejected {
    var seen = new ArrayList<Long>();
    var folder = folder(size);
    var head = check(folder, seen);
    assertEquals(size, head.size());
    assertEquals(size, seen.size());
    assertEquals(head.root(), Proofs.root(size, hashes(folder, size)));
  }

  @Test
  void proofsComeFromTheTiles() throws Rejected {
    var folder = folder(70_000);
    var hashes = hashes(folder, 70_000);
    var root = Proofs.root(70_000, hashes);
    for (var index : new long[] {0, 255, 256, 65_535, 65_536, 69_999}) {
      Inclusion.verify(
          Merkle.leafHash(entry(index).bytes()),
          index,
          70_000,
          Proofs.inclusion(index, 70_000, hashes),
          root);
    }
  }

  @Test
  void everyMissingFileIsMissed() {
    for (var path : folder(600).keySet()) {
      var damaged = folder(600);
      damaged.remove(path);
      assertRejected(path, damaged, Reason.LOG_MISSING);
    }
  }

  @Test
  void everyFlippedBitIsSeen() {
    for (var path : folder(600).keySet()) {
      for (var at : new int[] {0, 1, 2, 31}) {
        var damaged = folder(600);
        var bytes = file(damaged, path).toArray();
        bytes[at] ^= 4;
        damaged.put(path, Bytes.of(bytes));
        assertRejected(path + " " + at, damaged);
      }
    }
  }

  @Test
  void filesAreExactlyAsLongAsTheyAre() {
    for (var path : folder(600).keySet()) {
      var whole = file(folder(600), path);
      var damaged = folder(600);
      damaged.put(path, whole.slice(0, whole.size() - 1));
      assertRejected(path + " cut", damaged);
      damaged.put(path, whole.plus(Bytes.of((byte) 0)));
      assertRejected(path + " longer", damaged);
    }
  }

  @Test
  void aFullTileTakesThePlaceOfAPartialOne() throws Rejected {
    // The log has grown on: partial tiles have gone, the old checkpoint is still served.
    var grown = folder(768);
    grown.keySet().removeIf(path -> path.contains(".p/"));
    grown.put("checkpoint", file(folder(600), "checkpoint"));
    grown.put("tile/1/000.p/2", file(folder(600), "tile/1/000.p/2"));
    assertEquals(600, check(grown, new ArrayList<>()).size());
  }

  @Test
  void aCheckpointOfMoreThanThereIsNeedsNoMoreTime() {
    var folder = folder(600);
    var huge = new CheckpointText("log.example/f", (1L << 53) - 1, Merkle.emptyRoot());
    folder.put("checkpoint", Bytes.utf8(SIGNER.sign(huge.text()).toString()));
    assertRejected("huge", folder, Reason.LOG_MISSING);
    folder.put("checkpoint", Bytes.of((byte) 0xc3, (byte) 0x28));
    assertRejected("no UTF-8", folder, Reason.NOTE_FORMAT);
  }

  @ParameterizedTest
  @CsvSource({
    "0, tile/0/000",
    "999, tile/0/999",
    "1000, tile/0/x001/000",
    "1234067, tile/0/x001/x234/067"
  })
  void pathsHaveGroupsOfThree(long index, String path) throws Rejected {
    assertEquals(path, new TilePath(0, index, TilePath.FULL).toString());
    assertEquals(new TilePath(0, index, TilePath.FULL), TilePath.parse(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "checkpoint",
        "tile/0",
        "tile/0/",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p",
        "tile/8/000",
        "tile/00/000",
        "tile/-1/000",
        "tile/entries/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/../tile/0/000",
        "tile/entries/x001/x002",
        "TILE/0/000",
        "tile/0/001/000",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/\u0660\u0660\u0660"
      })
  void otherSpellingsArePathsOfNothing(String path) {
    assertThrows(Rejected.class, () -> TilePath.parse(path));
  }

  @Test
  void tilesOfATreeAreCounted() {
    assertEquals(
        List.of("tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"),
        TilePath.last(70_000).stream().map(TilePath::toString).toList());
    assertTrue(TilePath.last(0).isEmpty());
  }

  private static CheckpointText check(Map<String, Bytes> folder, List<Long> seen) throws Rejected {
    return new LogFolder(path -> Optional.ofNullable(folder.get(path)))
        .check(
            SIGNER.verifierKey(),
            (index, entry) -> {
              assertEquals(seen.size(), index);
              assertEquals(entry(index), entry);
              seen.add(index);
            });
  }

  private static void assertRejected(String what, Map<String, Bytes> folder, Reason... reasons) {
    var log = new LogFolder(path -> Optional.ofNullable(folder.get(path)));
    var thrown = assertThrows(Rejected.class, () -> log.check(SIGNER.verifierKey()), what);
    if (reasons.length > 0) {
      assertEquals(reasons[0], thrown.reason(), what);
    }
  }

  private static HashSource hashes(Map<String, Bytes> folder, long size) {
    return new TileHashes(
        size,
        tile -> {
          try {
            return Tiles.hashes(file(folder, tile.toString()), tile.width());
          } catch (Rejected e) {
            throw new AssertionError(e);
          }
        });
  }

  private static Bytes file(Map<String, Bytes> folder, String path) {
    return Objects.requireNonNull(folder.get(path));
  }

  private static Digest entry(long index) {
    return Hashes.sha256(Bytes.utf8("folder " + index));
  }

  private static Map<String, Bytes> folder(int size) {
    var files = new HashMap<String, Bytes>();
    var range = CompactRange.empty();
    var entries = new ArrayList<Digest>();
    var hashes = new ArrayList<Digest>();
    for (var i = 0; i < size; i++) {
      entries.add(entry(i));
      hashes.add(range.append(entry(i)));
    }
    for (var at = 0; at < size; at += TilePath.FULL) {
      var path = TilePath.of(TilePath.ENTRIES, at / TilePath.FULL, size);
      files.put(path.toString(), Tiles.bundle(entries.subList(at, at + path.width())));
    }
    List<Digest> level = hashes;
    for (var number = 0; !level.isEmpty(); number++) {
      var above = new ArrayList<Digest>();
      for (var at = 0; at < level.size(); at += TilePath.FULL) {
        var path = TilePath.of(number, at / TilePath.FULL, size);
        var content = level.subList(at, at + path.width());
        files.put(path.toString(), Tiles.tile(content));
        if (path.isFull()) {
          above.add(Tiles.root(content));
        }
      }
      level = above;
    }
    var head = new CheckpointText("log.example/f", size, range.root());
    files.put("checkpoint", Bytes.utf8(SIGNER.sign(head.text()).toString()));
    return files;
  }
}
