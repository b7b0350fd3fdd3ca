// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.MachineId;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.endorsement.VerifiedCollateral;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.appraise.Appraisal;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.snp.steps.Steps;
import dev.aver.attestation.snp.verify.SnpEvidence;

/**
 * Verifies one SEV-SNP report: authenticity and appraisal together, by attestation.md section 5,
 * with all failures in the order of its steps. A pure function of its arguments; nothing in them
 * makes it throw.
 */
public final class SnpVerifier {
  /** Enough for the machines of a large fleet; up to 60 KiB each. */
  private static final int REMEMBERED_CERTIFICATES = 256;

  private static final VerifiedCollateral SHARED = new VerifiedCollateral(REMEMBERED_CERTIFICATES);

  private SnpVerifier() {}

  /**
   * Verifies a report.
   *
   * @param report 1184 bytes, or anything
   * @param at the time of verification in milliseconds since 1970
   * @return findings of hardware.1 to hardware.8. Without a CRL step 4 fails where the policy's
   *     {@code revocationChecked} demands one, is {@link
   *     dev.aver.attestation.result.Finding.Unchecked unchecked} where the policy says that in as
   *     many words, and is skipped otherwise
   */
  public static HardwareResult verify(
      Bytes report, SnpEndorsements endorsements, long at, TrustAnchors anchors, SnpPolicy policy) {
    return verify(report, endorsements, at, anchors, policy, SHARED);
  }

  /** The same with a memory of one's own, or {@link VerifiedCollateral#none}. */
  public static HardwareResult verify(
      Bytes report,
      SnpEndorsements endorsements,
      long at,
      TrustAnchors anchors,
      SnpPolicy policy,
      VerifiedCollateral collateral) {
    var steps = new Steps();
    var evidence = new SnpEvidence(steps, collateral);
    evidence.form(report);
    evidence.vek(endorsements.vek());
    evidence.chain(endorsements, anchors, policy.platform().revocationChecked(), at);
    evidence.extensions();
    evidence.signature();
    evidence.agreement();
    appraise(evidence, policy, steps);
    return new HardwareResult(
        steps.findings(),
        evidence.report().map(SnpReport::reportData).orElse(Bytes.EMPTY),
        evidence.anchor(),
        evidence.report().flatMap(read -> MachineId.of(MachineId.Kind.CHIP_ID, read.chipId())),
        SnpClaims.of(evidence));
  }

  private static void appraise(SnpEvidence evidence, SnpPolicy policy, Steps steps) {
    if (evidence.report().isEmpty()) {
      steps.skip(8, "there is no report to appraise");
      return;
    }
    var report = evidence.report().get();
    var masked = report.chipId().isZero();
    steps.expect(7, Reason.CHIP_ID_MASKED, policy.identity().maskedChipId(), masked);
    var appraisal = new Appraisal(report, steps);
    appraisal.guest(policy.guest());
    appraisal.platform(policy.platform(), evidence.product(), evidence.kind());
    appraisal.identity(policy.identity(), evidence.vekExtensions().flatMap(x -> x.cspId()));
    if (evidence.product().isEmpty()) {
      steps.skip(8, "the product is not known");
    }
  }
}
