// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.SignatureScheme;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.endorsement.VerificationKey;
import dev.aver.attestation.endorsement.VerifiedCollateral;
import dev.aver.attestation.snp.steps.Steps;
import java.util.Optional;

/**
 * Step 3: VEK, ASK (or ASVK) and ARK are signed one by the next, the ARK by itself; names link;
 * both are authorities; all three hold at the time; and the ARK's key is one the verifier knows.
 */
final class Chain {
  private static final int STEP = 3;
  private static final int RSA_BITS = 4096;

  private final Certificate vek;
  private final Certificate ask;
  private final Certificate ark;
  private final VerifiedCollateral collateral;
  private final Steps steps;

  Chain(
      Certificate vek,
      Certificate ask,
      Certificate ark,
      VerifiedCollateral collateral,
      Steps steps) {
    this.vek = vek;
    this.ask = ask;
    this.ark = ark;
    this.collateral = collateral;
    this.steps = steps;
  }

  /** Makes the step; the result is the root that the chain ends in, if it is a known one. */
  Optional<TrustAnchor> verify(TrustAnchors anchors, long at) {
    var anchor = anchors.find(Family.SNP, ark.keyDigest());
    if (anchor.isEmpty()) {
      untrusted(anchors);
    }
    signatures(anchor.isPresent());
    steps.require(
        STEP,
        ask.authority().mayIssue(0) && ark.authority().mayIssue(1),
        Reason.VEK_CHAIN_NOT_CA,
        "ASK or ARK may not issue certificates");
    dates(at);
    return anchor;
  }

  private void untrusted(TrustAnchors anchors) {
    if (anchors.knows(Family.SNP)) {
      var root = ark.subject().display() + ", key " + ark.keyDigest();
      steps.fail(STEP, Reason.VEK_CHAIN_UNTRUSTED, root);
    } else {
      steps.fail(STEP, Reason.ANCHOR_MISSING, "no root for SEV-SNP is known");
    }
  }

  private void signatures(boolean anchored) {
    steps.require(
        STEP,
        vek.issuer().equals(ask.subject()),
        Reason.VEK_ISSUER_UNKNOWN,
        "the VEK names " + vek.issuer().display() + ", not " + ask.subject().display());
    steps.require(
        STEP,
        ask.issuer().equals(ark.subject()) && ark.issuer().equals(ark.subject()),
        Reason.VEK_CHAIN_SIGNATURE,
        "the names of ASK and ARK do not link");
    // From the root down: what hangs from a known root may be remembered.
    var rootSigned = signed(ark, ark, anchored, "ARK");
    var askAnchored = signed(ask, ark, anchored && rootSigned, "ASK") && anchored && rootSigned;
    signed(vek, ask, askAnchored, "VEK");
  }

  private boolean signed(Certificate subject, Certificate issuer, boolean anchored, String role) {
    var holds =
        subject.scheme() == SignatureScheme.RSA_PSS_SHA384
            && issuer.key() instanceof VerificationKey.Rsa rsa
            && rsa.bits() == RSA_BITS
            && collateral.isSigned(subject, issuer, anchored);
    steps.require(
        STEP, holds, Reason.VEK_CHAIN_SIGNATURE, "the signature of the " + role + " is wrong");
    return holds;
  }

  private void dates(long at) {
    dates(vek, at, Reason.VEK_NOT_YET_VALID, Reason.VEK_EXPIRED);
    dates(ask, at, Reason.ASK_NOT_YET_VALID, Reason.ASK_EXPIRED);
    dates(ark, at, Reason.ARK_NOT_YET_VALID, Reason.ARK_EXPIRED);
  }

  private void dates(Certificate certificate, long at, Reason early, Reason late) {
    var validity = certificate.validity();
    var name = certificate.subject().display();
    steps.require(STEP, !validity.notYet(at), early, name + " at " + at);
    steps.require(STEP, !validity.over(at), late, name + " at " + at);
  }
}
