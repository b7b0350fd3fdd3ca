// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.Consistency;
import dev.aver.attestation.log.Inclusion;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import java.util.List;
import java.util.Optional;

/**
 * The checks checkpoint.note to anchor.chain: the receipt is an entry of its enclave's log, the log
 * stands in a report of the hardware, and in a journal that witnesses have seen. A part that is not
 * there is skipped; one that is there is checked whether anybody demands it or not.
 */
final class LogPart {
  private static final String ABSENT = "the proof brings no checkpoint";
  private static final List<CheckName> NOTE = List.of(CheckName.CHECKPOINT_NOTE);
  private static final List<CheckName> PLACED =
      List.of(CheckName.CHECKPOINT_NOTE, CheckName.RECEIPT_ENCLAVE);
  private static final List<CheckName> LOGGED_AND_REPORTED =
      List.of(
          CheckName.CHECKPOINT_NOTE,
          CheckName.CHECKPOINT_SIGNATURE,
          CheckName.CHECKPOINT_INCLUSION,
          CheckName.FACTS_PATH);

  private final Receipt receipt;
  private final EvidenceBundle evidence;
  private final Keyset keyset;
  private final Optional<LogProof> log;
  private final Verification options;
  private final Findings findings;

  LogPart(ProofBundle proof, Verification options, Findings findings) {
    this.receipt = proof.receipt();
    this.evidence = proof.evidence();
    this.keyset = evidence.keyset();
    this.log = proof.log();
    this.options = options;
    this.findings = findings;
  }

  void check() {
    var head = log.flatMap(this::checkpoint);
    if (log.isEmpty()) {
      absent();
    }
    new JournalPart(receipt, keyset, options, findings).check(head, log.flatMap(LogProof::journal));
  }

  private void absent() {
    findings.skip(CheckName.CHECKPOINT_NOTE, ABSENT);
    findings.skip(CheckName.CHECKPOINT_SIGNATURE, ABSENT);
    findings.skip(CheckName.CHECKPOINT_INCLUSION, ABSENT);
    findings.skip(CheckName.CHECKPOINT_ATTESTED, ABSENT);
  }

  private Optional<CheckpointText> checkpoint(LogProof proof) {
    var head =
        findings.find(CheckName.CHECKPOINT_NOTE, () -> proof.checkpoint().verifyNote(keyset));
    findings.check(
        CheckName.CHECKPOINT_SIGNATURE,
        NOTE,
        () -> proof.checkpoint().verifySignature(keyset, head.orElseThrow()));
    findings.check(
        CheckName.CHECKPOINT_INCLUSION, PLACED, () -> included(proof, head.orElseThrow()));
    attested(proof, head);
    return head;
  }

  private void included(LogProof proof, CheckpointText head) throws Rejected {
    Inclusion.verify(
        Merkle.leafHash(receipt.digest().bytes()),
        receipt.body().sequence(),
        head.size(),
        proof.inclusion(),
        head.root());
  }

  private void attested(LogProof proof, Optional<CheckpointText> head) {
    var fact = evidence.checkpoint();
    if (fact.isPresent()) {
      findings.check(
          CheckName.CHECKPOINT_ATTESTED,
          LOGGED_AND_REPORTED,
          () -> leadsTo(head.orElseThrow(), proof, fact.get()));
    } else if (!proof.consistency().isEmpty()) {
      findings.fail(
          CheckName.CHECKPOINT_ATTESTED,
          new Rejected(
              Reason.FIELD_UNKNOWN, "consistency with a checkpoint that is not among the facts"));
    } else {
      findings.skip(CheckName.CHECKPOINT_ATTESTED, "no checkpoint among the evidence's facts");
    }
  }

  // A smaller head in the report is no way back: it leads nowhere (formats.md, 7).
  private static void leadsTo(CheckpointText head, LogProof proof, Fact.Checkpoint fact)
      throws Rejected {
    Consistency.verify(head.size(), head.root(), fact.size(), fact.root(), proof.consistency());
  }
}
