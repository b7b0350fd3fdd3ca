// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.result.PerformedBy;
import java.util.List;

/** Whom a command trusts and what it accepts; the time is told at each use. */
record Demands(TrustAnchors anchors, AppraisalPolicy policy) {
  /** The vendors' roots, this certificate, and this policy. */
  static Demands of(Bytes certificate, AppraisalPolicy policy) {
    return new Demands(VerificationOptions.anchors(List.of(certificate), "trust anchor"), policy);
  }

  Verification at(long nowMillis) {
    return Verification.at(nowMillis, PerformedBy.CLI).with(anchors).with(policy);
  }
}
