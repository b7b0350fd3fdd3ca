// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.log.HashSource;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.log.TilePath;
import dev.aver.attestation.log.Tiles;
import java.util.ArrayList;
import java.util.List;

/** A tree that is held whole, for vectors of a few thousand entries. */
record TestTree(List<Digest> entries, List<Digest> leaves) implements HashSource {
  static TestTree of(String label, long size) {
    var entries = new ArrayList<Digest>();
    for (var i = 0L; i < size; i++) {
      entries.add(TreeCases.entry(label, i));
    }
    return of(entries);
  }

  static TestTree of(List<Digest> entries) {
    return new TestTree(
        entries, entries.stream().map(entry -> Merkle.leafHash(entry.bytes())).toList());
  }

  long size() {
    return entries.size();
  }

  @Override
  public Digest node(int level, long index) {
    var width = 1L << level;
    var begin = Math.toIntExact(index * width);
    return Tiles.root(leaves.subList(begin, begin + Math.toIntExact(width)));
  }

  /** The content of one tile. */
  Bytes tile(TilePath path) {
    var begin = path.index() * TilePath.FULL;
    if (path.level() == TilePath.ENTRIES) {
      return Tiles.bundle(entries.subList((int) begin, (int) begin + path.width()));
    }
    var hashes = new ArrayList<Digest>();
    for (var at = begin; at < begin + path.width(); at++) {
      hashes.add(node(TilePath.HEIGHT * path.level(), at));
    }
    return Tiles.tile(hashes);
  }

  /** How many tiles and bundles there are. */
  int tiles() {
    var bundles = (int) Math.ceilDiv(size(), TilePath.FULL);
    return bundles + TilePath.last(size()).stream().mapToInt(last -> (int) last.index() + 1).sum();
  }
}
