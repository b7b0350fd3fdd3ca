// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962, 2.1, word for word and recursive: slow, and nothing shared with the product. */
record NaiveTree(List<Bytes> entries) {
  static NaiveTree of(int size) {
    var entries = new ArrayList<Bytes>();
    for (var i = 0; i < size; i++) {
      entries.add(Hashes.sha256(Bytes.utf8("entry " + i)).bytes());
    }
    return new NaiveTree(entries);
  }

  NaiveTree first(int size) {
    return new NaiveTree(entries.subList(0, size));
  }

  Digest root() {
    return switch (entries.size()) {
      case 0 -> Hashes.sha256();
      case 1 -> Hashes.sha256(Bytes.of((byte) 0), entries.getFirst());
      default -> Hashes.sha256(Bytes.of((byte) 1), left().root().bytes(), right().root().bytes());
    };
  }

  List<Digest> path(int index) {
    if (entries.size() == 1) {
      return List.of();
    }
    return index < split()
        ? append(left().path(index), right().root())
        : append(right().path(index - split()), left().root());
  }

  List<Digest> proof(int first) {
    return subProof(first, true);
  }

  private List<Digest> subProof(int first, boolean known) {
    if (first == entries.size()) {
      return known ? List.of() : List.of(root());
    }
    return first <= split()
        ? append(left().subProof(first, known), right().root())
        : append(right().subProof(first - split(), false), left().root());
  }

  Digest node(int level, long index) {
    var width = 1 << level;
    var begin = Math.toIntExact(index * width);
    return new NaiveTree(entries.subList(begin, begin + width)).root();
  }

  private NaiveTree left() {
    return new NaiveTree(entries.subList(0, split()));
  }

  private NaiveTree right() {
    return new NaiveTree(entries.subList(split(), entries.size()));
  }

  private int split() {
    var k = 1;
    while (k * 2 < entries.size()) {
      k *= 2;
    }
    return k;
  }

  private static List<Digest> append(List<Digest> path, Digest last) {
    var longer = new ArrayList<>(path);
    longer.add(last);
    return longer;
  }
}
