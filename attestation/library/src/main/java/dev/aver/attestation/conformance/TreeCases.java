// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.log.CompactRange;
import dev.aver.attestation.log.Consistency;
import dev.aver.attestation.log.Inclusion;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.log.Proofs;
import dev.aver.attestation.log.TilePath;
import java.util.List;

/** Merkle trees: roots, paths and tiles. */
final class TreeCases {
  private TreeCases() {}

  static CaseOutcome tree(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var tree = TestTree.of(formatCase.area().text("label"), inputs.integer("size"));
    var size = tree.size();
    var root = Proofs.root(size, tree);
    var compare = new Comparison(inputs).value("root", root).same("root", root, range(tree).root());
    for (var json : inputs.list("inclusion")) {
      var given = Values.of("inclusion", json);
      var index = given.integer("index");
      var path = paths(given, "path");
      compare.same("leafHash", given.digest("leafHash"), tree.node(0, index));
      compare.same("inclusion of " + index, path, Proofs.inclusion(index, size, tree));
      Inclusion.verify(tree.node(0, index), index, size, path, root);
    }
    for (var json : inputs.list("consistency")) {
      var given = Values.of("consistency", json);
      var first = given.integer("first");
      var path = paths(given, "path");
      var firstRoot = Proofs.root(first, tree);
      compare.same("firstRoot", given.digest("firstRoot"), firstRoot);
      compare.same("consistency from " + first, path, Proofs.consistency(first, size, tree));
      Consistency.verify(first, firstRoot, size, root, path);
    }
    return tiles(inputs, tree, compare).computed();
  }

  private static CompactRange range(TestTree tree) {
    var range = CompactRange.empty();
    tree.entries().forEach(range::append);
    return range;
  }

  private static Comparison tiles(Values inputs, TestTree tree, Comparison compare)
      throws Rejected {
    for (var json : inputs.list("tiles")) {
      var given = Values.of("tile", json);
      var path = TilePath.parse(given.text("path"));
      var content = tree.tile(path);
      var part =
          new Comparison(given)
              .value("path", TilePath.of(path.level(), path.index(), tree.size()))
              .same("size", given.integer("size"), (long) content.size())
              .value("sha256", Hashes.sha256(content));
      compare.all(path.toString(), part);
    }
    return compare.same("number of tiles", inputs.list("tiles").size(), tree.tiles());
  }

  static CaseOutcome lastTiles(FormatCase formatCase) {
    var inputs = formatCase.inputs();
    var last =
        TilePath.last(inputs.integer("size")).stream()
            .map(path -> (Json) new Json.Str(path.toString()))
            .toList();
    return new Comparison(inputs).same("lastTiles", inputs.list("lastTiles"), last).computed();
  }

  static CaseOutcome tilePath(FormatCase formatCase) {
    var inputs = formatCase.inputs();
    return new Comparison(inputs).value("path", TilePath.index(inputs.integer("index"))).computed();
  }

  static CaseOutcome inclusion(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    Inclusion.verify(
        Merkle.leafHash(inputs.digest("entry").bytes()),
        inputs.integer("index"),
        inputs.integer("size"),
        paths(inputs, "path"),
        inputs.digest("root"));
    return CaseOutcome.accepted();
  }

  static CaseOutcome consistency(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    Consistency.verify(
        inputs.integer("first"),
        inputs.digest("firstRoot"),
        inputs.integer("second"),
        inputs.digest("secondRoot"),
        paths(inputs, "path"));
    return CaseOutcome.accepted();
  }

  /** The hashes of a path. */
  static List<Digest> paths(Values values, String name) throws Rejected {
    return digests(values.list(name));
  }

  /** An array of 0x hex. */
  static List<Digest> digests(List<Json> elements) throws Rejected {
    var digests = new Digest[elements.size()];
    for (var i = 0; i < digests.length; i++) {
      digests[i] = Digest.parse(((Json.Str) elements.get(i)).value());
    }
    return List.of(digests);
  }

  /** The bytes of one entry of the test trees. */
  static Digest entry(String label, long index) {
    return Hashes.sha256(Bytes.utf8(label + index));
  }
}
