// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import dev.aver.attestation.Reason;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of one verification: every check of its kind in the order of formats.md, 8, and the
 * verdict that follows from them. There is no way to make a result with another verdict.
 */
public final class AttestationResult {
  /** The {@code type} of the JSON form. */
  public static final String TYPE = "aver/result/v1";

  private final Subject subject;
  private final Verdict verdict;
  private final List<CheckOutcome> checks;
  private final PerformedBy performedBy;
  private final long verifiedAt;
  private final Optional<TrustAnchor> anchor;
  private final Optional<Tee> tee;
  private final Json.Obj claims;

  private AttestationResult(
      Subject subject,
      Findings findings,
      PerformedBy performedBy,
      long verifiedAt,
      Optional<TrustAnchor> anchor,
      Optional<Tee> tee,
      Json.Obj claims) {
    this.subject = subject;
    this.verdict = Verdict.of(subject, findings);
    this.checks = subject.checks().stream().map(check -> outcome(check, findings)).toList();
    this.performedBy = performedBy;
    this.verifiedAt = verifiedAt;
    this.anchor = anchor;
    this.tee = tee;
    // Claims of something that was refused are only what somebody says of himself.
    this.claims = verdict == Verdict.REJECTED ? Json.object().build() : claims;
  }

  /**
   * Draws the conclusion.
   *
   * @param verifiedAt when the verification was performed, in milliseconds
   * @param anchor the known root that the chain ended in
   * @param claims what is known if nothing stands against it; a rejected result has none
   */
  public static AttestationResult of(
      Subject subject,
      Findings findings,
      PerformedBy performedBy,
      long verifiedAt,
      Optional<TrustAnchor> anchor,
      Json.Obj claims) {
    return of(subject, findings, performedBy, verifiedAt, anchor, anchor.map(Tee::of), claims);
  }

  /**
   * Draws the conclusion on evidence whose kind the root alone does not tell.
   *
   * @param tee a kind whose chains end in {@code anchor}
   */
  public static AttestationResult of(
      Subject subject,
      Findings findings,
      PerformedBy performedBy,
      long verifiedAt,
      Optional<TrustAnchor> anchor,
      Optional<Tee> tee,
      Json.Obj claims) {
    return new AttestationResult(subject, findings, performedBy, verifiedAt, anchor, tee, claims);
  }

  private static CheckOutcome outcome(CheckName check, Findings findings) {
    return findings.has(check)
        ? new CheckOutcome(check, findings.of(check))
        : new CheckOutcome(
            check, List.of(new Finding.Skipped(check.text(), "a check before it failed")));
  }

  /** What was verified. */
  public Subject subject() {
    return subject;
  }

  /** What follows. */
  public Verdict verdict() {
    return verdict;
  }

  /** Every check of the subject, in order. */
  public List<CheckOutcome> checks() {
    return checks;
  }

  /** The codes of everything that stands against it, in order. */
  public List<Reason> reasons() {
    return checks.stream()
        .flatMap(check -> check.failures().stream())
        .map(Finding.Failure::reason)
        .toList();
  }

  /**
   * The code to show beside the verdict: the first failure, for an incomplete result {@link
   * Reason#NOT_CHECKED}, for a verified one none.
   */
  public Optional<Reason> reason() {
    return switch (verdict) {
      case VERIFIED -> Optional.empty();
      case INCOMPLETE -> Optional.of(Reason.NOT_CHECKED);
      case REJECTED -> Optional.of(reasons().stream().findFirst().orElse(Reason.NOT_CHECKED));
    };
  }

  /** Who applied the rules. */
  public PerformedBy performedBy() {
    return performedBy;
  }

  /** When, in milliseconds since 1970. */
  public long verifiedAt() {
    return verifiedAt;
  }

  /** The known root that the chain ended in. */
  public Optional<TrustAnchor> anchor() {
    return anchor;
  }

  /** The kind of TEE, which the root bears out, whatever the evidence says. */
  public Optional<Tee> tee() {
    return tee;
  }

  /** What is known now. */
  public Json.Obj claims() {
    return claims;
  }

  /** Whether the chain ended in the root of a software TEE, which people must see at once. */
  public boolean isSoftwareTee() {
    return anchor.filter(root -> root.kind() == TrustAnchor.Kind.SOFTWARE).isPresent();
  }

  /** The JSON form of formats.md, 8. What is not known is left out. */
  public Json.Obj toJson() {
    var json =
        Json.object()
            .put("type", TYPE)
            .put("verdict", verdict.text())
            .put("performedBy", performedBy.text())
            .put("verifiedAt", verifiedAt);
    tee().ifPresent(tee -> json.put("tee", tee.text()));
    anchor.ifPresent(root -> json.put("anchor", root.spki().toString()));
    return json.put("checks", Json.array(checks.stream().map(CheckOutcome::toJson).toList()))
        .put("claims", claims)
        .build();
  }
}
