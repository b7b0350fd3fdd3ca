// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.facts;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.log.Proofs;
import java.util.ArrayList;
import java.util.List;

/**
 * All facts of one report, 1 to {@value #MAX_FACTS}: what the enclave asks hardware to sign, and
 * what each of those who waited gets.
 */
public final class FactTree {
  /** The most facts that one report can say. */
  public static final int MAX_FACTS = 4096;

  private final Digest enclave;
  private final List<Fact> facts;

  /** Hashes of the perfect subtrees, by level, left to right. */
  private final List<List<Digest>> levels;

  private FactTree(Digest enclave, List<Fact> facts) {
    this.enclave = enclave;
    this.facts = List.copyOf(facts);
    this.levels = levels(enclave, facts);
  }

  /** The tree over {@code facts} in their order. */
  public static FactTree of(Digest enclave, List<? extends Fact> facts) {
    if (facts.isEmpty() || facts.size() > MAX_FACTS) {
      throw new IllegalArgumentException(facts.size() + " facts, not 1 to " + MAX_FACTS);
    }
    return new FactTree(enclave, List.copyOf(facts));
  }

  private static List<List<Digest>> levels(Digest enclave, List<Fact> facts) {
    var levels = new ArrayList<List<Digest>>();
    var level = facts.stream().map(fact -> Merkle.leafHash(fact.digest(enclave).bytes())).toList();
    while (!level.isEmpty()) {
      levels.add(level);
      var above = new ArrayList<Digest>();
      for (var i = 0; i + 1 < level.size(); i += 2) {
        above.add(Merkle.nodeHash(level.get(i), level.get(i + 1)));
      }
      level = above;
    }
    return levels;
  }

  /** The tree head. */
  public Digest root() {
    return Proofs.root(facts.size(), this::node);
  }

  /** The 64 bytes for the hardware. */
  public Bytes reportData() {
    return new ReportData(enclave, root()).bytes();
  }

  /** The fact at {@code index} with its path. */
  public TravellingFact travelling(int index) {
    var path = Proofs.inclusion(index, facts.size(), this::node);
    return new TravellingFact(facts.get(index), index, facts.size(), path);
  }

  private Digest node(int level, long index) {
    return levels.get(level).get((int) index);
  }
}
