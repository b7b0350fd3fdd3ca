// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Everybody who waited for a report can show their own fact of it, and nothing else. */
class FactTreeTest {
  private static final Digest ENCLAVE = Hashes.sha256(Bytes.utf8("enclave"));

  @Test
  void everyFactOfEverySizeLeadsToTheReport() throws Rejected {
    for (var size = 1; size <= 40; size++) {
      var tree = FactTree.of(ENCLAVE, facts(size));
      for (var i = 0; i < size; i++) {
        var fact = TravellingFact.parse(tree.travelling(i).toJson());
        var value = ((Fact.Nonce) fact.fact()).value();
        Facts.check(List.of(fact), ENCLAVE, tree.reportData(), Optional.of(value));
      }
    }
  }

  @Test
  void aFactShowsNoOtherEnclaveAndNoOtherReport() {
    var tree = FactTree.of(ENCLAVE, facts(5));
    var fact = List.of(tree.travelling(3));
    var other = Hashes.sha256(Bytes.utf8("other"));
    var ofOther = FactTree.of(other, facts(5)).reportData();
    assertReason(
        Reason.REPORT_DATA_MISMATCH, () -> Facts.checkReportData(other, tree.reportData()));
    var checkpoint = List.<Fact>of(new Fact.Checkpoint(9, other, 1));
    var mine = FactTree.of(ENCLAVE, checkpoint);
    var theirs = FactTree.of(other, checkpoint);
    assertReason(
        Reason.FACT_PATH,
        () -> Facts.checkPaths(List.of(mine.travelling(0)), ENCLAVE, theirs.reportData()));
    var smaller = FactTree.of(ENCLAVE, facts(4)).reportData();
    assertReason(Reason.FACT_PATH, () -> Facts.checkPaths(fact, ENCLAVE, smaller));
    assertReason(
        Reason.NONCE_MISMATCH, () -> Facts.check(fact, other, ofOther, Optional.of(ENCLAVE)));
  }

  @Test
  void aTreeHasOneFactAtLeastAnd4096AtMost() {
    assertThrows(IllegalArgumentException.class, () -> FactTree.of(ENCLAVE, List.of()));
    var one = facts(1).getFirst();
    var full = FactTree.of(ENCLAVE, Collections.nCopies(4096, one));
    assertEquals(12, full.travelling(4095).path().size());
    assertThrows(
        IllegalArgumentException.class, () -> FactTree.of(ENCLAVE, Collections.nCopies(4097, one)));
  }

  private static List<Fact> facts(int size) {
    var facts = new ArrayList<Fact>();
    for (var i = 0; i < size; i++) {
      facts.add(new Fact.Nonce(Hashes.sha256(Bytes.utf8("nonce " + i))));
    }
    return facts;
  }

  private static void assertReason(Reason reason, Check check) {
    assertEquals(reason, assertThrows(Rejected.class, check::run).reason());
  }

  private interface Check {
    void run() throws Rejected;
  }
}
