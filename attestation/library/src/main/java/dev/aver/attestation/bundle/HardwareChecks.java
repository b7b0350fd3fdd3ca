// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.tdx.TdxVerifier;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.util.Optional;

/**
 * The checks hardware.1 to hardware.8 and hardware.tee: a report is verified by its vendor's rules,
 * and what it is follows from the root that it ended in. There is one path for hardware and for
 * software TEEs.
 */
public final class HardwareChecks {
  private static final String NO_POLICY = "no policy was given";

  private final Verification options;
  private final Findings findings;

  /** Checks by {@code options}; what is found goes to {@code findings}. */
  public HardwareChecks(Verification options, Findings findings) {
    this.options = options;
    this.findings = findings;
  }

  /** Verifies the report or quote of evidence, with a vTPM's around it, judged at these millis. */
  HardwareResult verify(EvidenceBundle evidence, long at) {
    return evidence.tpm().isPresent()
        ? new VtpmChecks(evidence, this, findings).check(options.policy(), at)
        : verify(evidence.report(), evidence.endorsements(), at);
  }

  /** Verifies a report or quote with its endorsements, judged at {@code at} milliseconds. */
  public HardwareResult verify(Bytes report, Endorsements endorsements, long at) {
    return switch (endorsements) {
      case Endorsements.Snp(SnpEndorsements documents) -> snp(report, documents, at);
      case Endorsements.Tdx(TdxCollateral documents) -> tdx(report, documents, at);
    };
  }

  /** Verifies an SNP report. */
  public HardwareResult snp(Bytes report, SnpEndorsements endorsements, long at) {
    var demanded = options.policy().flatMap(AppraisalPolicy::snp);
    var policy =
        demanded.orElseGet(() -> SnpPolicy.authentic(NO_POLICY).revocationUnchecked(NO_POLICY));
    var result = SnpVerifier.verify(report, endorsements, at, options.trustAnchors(), policy);
    take(result, demanded.isPresent());
    return result;
  }

  private HardwareResult tdx(Bytes quote, TdxCollateral collateral, long at) {
    var demanded = options.policy().flatMap(AppraisalPolicy::tdx);
    var policy = demanded.orElseGet(() -> TdxPolicy.uncheckedUnlessNamed(NO_POLICY).build());
    var result = TdxVerifier.verify(quote, collateral, at, options.trustAnchors(), policy);
    take(result, demanded.isPresent());
    try {
      collateral.requireCrlChain();
    } catch (Rejected rejected) {
      findings.fail(CheckName.HARDWARE_3, rejected);
    }
    return result;
  }

  private void take(HardwareResult result, boolean appraised) {
    for (var finding : result.findings()) {
      var check = CheckName.of(finding.check()).orElseThrow();
      findings.add(
          check,
          !appraised && isLeftOut(check, finding)
              ? new Finding.Skipped(finding.check(), NO_POLICY)
              : finding);
    }
  }

  // Without demands of the relying party nothing has been appraised, whatever did not fail, and
  // nobody has excused a missing revocation list.
  private static boolean isLeftOut(CheckName check, Finding finding) {
    return finding instanceof Finding.Unchecked
        || check == CheckName.HARDWARE_8 && finding instanceof Finding.Passed;
  }

  /** Whether what the evidence calls itself agrees with the root, and is accepted. */
  void tee(Tee claimed, HardwareResult hardware) {
    if (hardware.anchor().isPresent()) {
      var root = hardware.anchor().get();
      findings.check(CheckName.HARDWARE_TEE, () -> requireTee(claimed, root));
    } else if (options.trustAnchors().all().stream().noneMatch(claimed::endsIn)) {
      findings.fail(
          CheckName.HARDWARE_TEE,
          new Rejected(Reason.ANCHOR_MISSING, "no root is known for " + claimed));
    } else {
      findings.skip(CheckName.HARDWARE_TEE, "the chain ends in no known root");
    }
  }

  /** Whether the root that a bare report ended in is of an accepted kind. */
  void root(HardwareResult hardware) {
    if (hardware.anchor().isPresent()) {
      var tee = Tee.of(hardware.anchor().get());
      findings.check(CheckName.HARDWARE_TEE, () -> requireAccepted(options.policy(), tee));
    } else {
      findings.skip(CheckName.HARDWARE_TEE, "the chain ends in no known root");
    }
  }

  private void requireTee(Tee claimed, TrustAnchor root) throws Rejected {
    if (!claimed.endsIn(root)) {
      throw new Rejected(
          Reason.TEE_MISMATCH, "says " + claimed + ", but its root is of " + Tee.of(root));
    }
    requireAccepted(options.policy(), claimed);
  }

  private static void requireAccepted(Optional<AppraisalPolicy> policy, Tee tee) throws Rejected {
    if (policy.isPresent() && !policy.get().tee().accepts(tee)) {
      throw new Rejected(
          Reason.TEE_NOT_ACCEPTED,
          "policy demands " + policy.get().tee().demand() + ", found " + tee);
    }
  }
}
