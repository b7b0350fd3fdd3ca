// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.result.PerformedBy;
import java.util.List;
import java.util.Optional;

/** Whom a command trusts and what it accepts; the time is told at each use. */
record Demands(
    TrustAnchors anchors, AppraisalPolicy policy, Optional<ReferenceValues> referenceValues) {
  /** The vendors' roots, this certificate, and this policy. */
  static Demands of(Bytes certificate, AppraisalPolicy policy) {
    var anchors = VerificationOptions.anchors(List.of(certificate), "trust anchor");
    return new Demands(anchors, policy, Optional.empty());
  }

  /** The same, and the image must be one of these. */
  Demands with(ReferenceValues images) {
    return new Demands(anchors, policy, Optional.of(images));
  }

  Verification at(long nowMillis) {
    var verification = Verification.at(nowMillis, PerformedBy.CLI).with(anchors).with(policy);
    return referenceValues.map(verification::with).orElse(verification);
  }
}
