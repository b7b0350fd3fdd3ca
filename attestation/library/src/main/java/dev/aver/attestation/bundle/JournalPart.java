// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.Consistency;
import dev.aver.attestation.log.Cosignatures;
import dev.aver.attestation.log.Inclusion;
import dev.aver.attestation.log.Journal;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.log.SignedNote;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.typed.TypedData;
import java.util.List;
import java.util.Optional;

/**
 * The checks journal.note to anchor.chain: a journal that the verifier knows holds the enclave's
 * log, and a quorum of its witnesses has seen that journal not long before the receipt or later.
 * Which journals and witnesses count is the verifier's policy, never the proof's.
 */
final class JournalPart {
  private static final String ABSENT = "the proof brings no journal";
  private static final List<CheckName> CHECKPOINT = List.of(CheckName.CHECKPOINT_NOTE);
  private static final List<CheckName> NOTE = List.of(CheckName.JOURNAL_NOTE);
  private static final List<CheckName> ENTERED =
      List.of(CheckName.JOURNAL_NOTE, CheckName.JOURNAL_INCLUSION);

  private final Receipt receipt;
  private final Keyset keyset;
  private final Verification options;
  private final Findings findings;

  JournalPart(Receipt receipt, Keyset keyset, Verification options, Findings findings) {
    this.receipt = receipt;
    this.keyset = keyset;
    this.options = options;
    this.findings = findings;
  }

  void check(Optional<CheckpointText> head, Optional<JournalProof> journal) {
    if (journal.isEmpty()) {
      skipAll(ABSENT);
    } else if (options.journals().isEmpty()) {
      skipAll("the verifier knows no journal");
    } else {
      known(head, journal.get());
    }
    findings.skip(
        CheckName.ANCHOR_CHAIN,
        journal.flatMap(JournalProof::anchor).isPresent()
            ? "a chain is asked, never a file"
            : "the proof names no chain");
  }

  private void skipAll(String why) {
    findings.skip(CheckName.JOURNAL_NOTE, why);
    findings.skip(CheckName.JOURNAL_INCLUSION, why);
    findings.skip(CheckName.JOURNAL_WITNESSED, why);
  }

  private void known(Optional<CheckpointText> head, JournalProof journal) {
    var root =
        findings.find(
            CheckName.JOURNAL_NOTE,
            CHECKPOINT,
            () -> Journal.verify(SignedNote.parse(journal.note()), options.journals()));
    findings.check(
        CheckName.JOURNAL_INCLUSION,
        NOTE,
        () -> entered(head.orElseThrow(), journal, root.orElseThrow()));
    if (options.witnesses().isEmpty() && options.quorum().isEmpty()) {
      findings.skip(CheckName.JOURNAL_WITNESSED, "the verifier knows no witness");
    } else {
      findings.check(CheckName.JOURNAL_WITNESSED, ENTERED, () -> witnessed(journal));
    }
  }

  /** The entry is the enclave's own checkpoint, stands in the journal, and is not an older one. */
  private void entered(CheckpointText head, JournalProof journal, CheckpointText root)
      throws Rejected {
    var entry = journal.entry().verify(keyset);
    var statement = journal.entry().statement(keyset.enclave(), entry);
    Inclusion.verify(
        Merkle.leafHash(TypedData.digest(statement).bytes()),
        journal.index(),
        root.size(),
        journal.path(),
        root.root());
    Consistency.verify(head.size(), head.root(), entry.size(), entry.root(), journal.consistency());
  }

  private void witnessed(JournalProof journal) throws Rejected {
    Cosignatures.verify(
        SignedNote.parse(journal.note()),
        options.witnesses(),
        options.requiredWitnesses(),
        receipt.body().issuedAt());
  }
}
