// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.FactTree;
import java.util.List;
import java.util.Optional;

/**
 * One report and everything that it says.
 *
 * @param facts in order of the tree
 * @param tree whose head, with the enclave's name, the hardware signed
 */
public record AttestedFacts(List<Fact> facts, FactTree tree, Quoted quoted) {
  /** Told of every new report. */
  public interface Listener {
    /** On the governor's thread: be quick. */
    void attested(AttestedFacts report);
  }

  /** The checkpoint that this report attests. */
  public Optional<Fact.Checkpoint> checkpoint() {
    for (var fact : facts) {
      if (fact instanceof Fact.Checkpoint checkpoint) {
        return Optional.of(checkpoint);
      }
    }
    return Optional.empty();
  }
}
