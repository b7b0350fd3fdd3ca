// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.log.VerifierKey;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.result.PerformedBy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Everything that a verdict depends on besides the document: what the verifier knows, demands and
 * has asked. A verification reads nothing else, so that it can be repeated years later.
 *
 * @param trustAnchors the roots it knows; those of software TEEs count for this one call
 * @param policy what it demands; without one the best verdict is incomplete
 * @param verifyAt the time to judge by in milliseconds since 1970; by default {@code now} for
 *     evidence, and for a proof the time at which its receipt was issued
 * @param now the time in milliseconds since 1970
 * @param nonce the one that it sent
 * @param journals the operators' journals it knows
 * @param witnesses the witnesses it knows
 * @param quorum how many different witnesses it demands; by default all that it knows
 * @param performedBy who verifies
 * @param referenceValues the images it knows; where they are named, evidence must be one of them
 */
public record Verification(
    TrustAnchors trustAnchors,
    Optional<AppraisalPolicy> policy,
    OptionalLong verifyAt,
    long now,
    Optional<Digest> nonce,
    List<VerifierKey> journals,
    List<VerifierKey> witnesses,
    OptionalInt quorum,
    PerformedBy performedBy,
    Optional<ReferenceValues> referenceValues) {
  /** Copies the lists and refuses a quorum below one. */
  public Verification {
    journals = List.copyOf(journals);
    witnesses = List.copyOf(witnesses);
    if (quorum.isPresent() && quorum.getAsInt() < 1) {
      throw new IllegalArgumentException("a quorum of " + quorum.getAsInt());
    }
  }

  /** By the vendors' roots, without policy, nonce, journals and witnesses, at {@code now}. */
  public static Verification at(long now, PerformedBy performedBy) {
    return new Verification(
        TrustAnchors.vendor(),
        Optional.empty(),
        OptionalLong.empty(),
        now,
        Optional.empty(),
        List.of(),
        List.of(),
        OptionalInt.empty(),
        performedBy,
        Optional.empty());
  }

  /** With these roots. */
  public Verification with(TrustAnchors anchors) {
    return changed(draft -> draft.trustAnchors = anchors);
  }

  /** With this policy. */
  public Verification with(AppraisalPolicy demands) {
    return changed(draft -> draft.policy = Optional.of(demands));
  }

  /** Knowing these images, one of which it must be. */
  public Verification with(ReferenceValues images) {
    return changed(draft -> draft.referenceValues = Optional.of(images));
  }

  /** Judged at {@code atMillis} since 1970. */
  public Verification judgedAt(long atMillis) {
    return changed(draft -> draft.verifyAt = OptionalLong.of(atMillis));
  }

  /** Demanding this nonce among the facts. */
  public Verification withNonce(Digest sent) {
    return changed(draft -> draft.nonce = Optional.of(sent));
  }

  /** Knowing these journals. */
  public Verification withJournals(List<VerifierKey> known) {
    return changed(draft -> draft.journals = known);
  }

  /** Demanding {@code least} of these witnesses; empty for all of them. */
  public Verification withWitnesses(List<VerifierKey> known, OptionalInt least) {
    return changed(
        draft -> {
          draft.witnesses = known;
          draft.quorum = least;
        });
  }

  /** How many witnesses must have cosigned. */
  public int requiredWitnesses() {
    return quorum.orElse(Math.max(1, witnesses.size()));
  }

  private Verification changed(Consumer<Draft> change) {
    var draft = new Draft();
    change.accept(draft);
    return draft.verification();
  }

  /** This one's members, any of which may be changed before they become another one. */
  private final class Draft {
    private TrustAnchors trustAnchors = Verification.this.trustAnchors;
    private Optional<AppraisalPolicy> policy = Verification.this.policy;
    private OptionalLong verifyAt = Verification.this.verifyAt;
    private Optional<Digest> nonce = Verification.this.nonce;
    private List<VerifierKey> journals = Verification.this.journals;
    private List<VerifierKey> witnesses = Verification.this.witnesses;
    private OptionalInt quorum = Verification.this.quorum;
    private Optional<ReferenceValues> referenceValues = Verification.this.referenceValues;

    private Verification verification() {
      return new Verification(
          trustAnchors,
          policy,
          verifyAt,
          now,
          nonce,
          journals,
          witnesses,
          quorum,
          performedBy,
          referenceValues);
    }
  }
}
