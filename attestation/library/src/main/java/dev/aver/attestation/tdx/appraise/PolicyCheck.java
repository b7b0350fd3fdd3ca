// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.appraise;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.abi.TdAttribute;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.collateral.Masked;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import java.util.Optional;

/** Step 8: what the relying party demands beyond authenticity (attestation.md, 6). */
public final class PolicyCheck {
  /** Reports of TDX 1.0 know no service TD: nothing is bound. */
  private static final Bytes NO_SERVICE_TD = Bytes.of(new byte[TdReport.REGISTER_SIZE]);

  private final TdxPolicy policy;
  private final Step step;

  /** Appraises by {@code policy}; what it refuses goes to {@code step}. */
  public PolicyCheck(TdxPolicy policy, Step step) {
    this.policy = policy;
    this.step = step;
  }

  /** What the guest is: its attributes, its features, what was measured into it. */
  public void guest(TdReport report) {
    attributes(report.tdAttributes());
    bytes(policy.mrServiceTd(), mrServiceTd(report), Reason.MRSERVICETD_NOT_ALLOWED);
    bytes(policy.xfam(), Masked.and(report.xfam(), policy.xfamMask()), Reason.XFAM_MISMATCH);
    bytes(policy.mrSeam(), report.mrSeam(), Reason.MRSEAM_MISMATCH);
    bytes(policy.mrTd(), report.mrTd(), Reason.MRTD_MISMATCH);
    for (var i = 0; i < TdxPolicy.RTMRS; i++) {
      bytes(policy.rtmrs().get(i), report.rtmrs().get(i), Reason.RTMR_MISMATCH);
    }
    bytes(policy.mrConfigId(), report.mrConfigId(), Reason.MRCONFIGID_MISMATCH);
    bytes(policy.mrOwner(), report.mrOwner(), Reason.MROWNER_MISMATCH);
    bytes(policy.mrOwnerConfig(), report.mrOwnerConfig(), Reason.MROWNERCONFIG_MISMATCH);
    bytes(policy.reportData(), report.reportData(), Reason.REPORT_DATA_MISMATCH);
  }

  /** How platform, module and quoting enclave stand. A revoked one has failed before. */
  public void tcb(TcbAppraisal tcb) {
    if (tcb.status() != TcbStatus.REVOKED && !policy.status().accepts(tcb.status())) {
      step.mismatch(
          Reason.TCB_STATUS_NOT_ACCEPTED, policy.status().demand(), tcb.status().wireName());
    }
    for (var advisory : tcb.advisories()) {
      if (!policy.advisories().accepts(advisory)) {
        step.mismatch(Reason.ADVISORY_NOT_ACCEPTED, policy.advisories().demand(), advisory);
      }
    }
  }

  /** Which machine it is. */
  public void platform(PlatformIdentity platform) {
    bytes(policy.fmspc(), platform.fmspc(), Reason.FMSPC_NOT_ACCEPTED);
    bytes(policy.ppid(), platform.ppid(), Reason.PPID_MISMATCH);
    var instance = platform.platformInstanceId();
    if (instance.isPresent()) {
      bytes(policy.platformInstanceId(), instance.get(), Reason.PLATFORM_INSTANCE_ID_MISMATCH);
    } else if (!(policy.platformInstanceId() instanceof Expectation.Unchecked)) {
      step.mismatch(
          Reason.PLATFORM_INSTANCE_ID_MISMATCH, policy.platformInstanceId().demand(), "none");
    }
  }

  private void attributes(Bytes tdAttributes) {
    flag(policy.underDebug(), TdAttribute.underDebug(tdAttributes), Reason.TD_DEBUG);
    flag(
        policy.septVeDisable(),
        TdAttribute.SEPT_VE_DISABLE.isSetIn(tdAttributes),
        Reason.TD_ATTRIBUTES_SEPT_VE_DISABLE);
    flag(policy.migratable(), TdAttribute.MIGRATABLE.isSetIn(tdAttributes), Reason.TD_MIGRATABLE);
  }

  private static Bytes mrServiceTd(TdReport report) {
    return Optional.of(report)
        .flatMap(TdReport::td15)
        .map(TdReport.Td15::mrServiceTd)
        .orElse(NO_SERVICE_TD);
  }

  private void flag(Expectation<Boolean> demand, boolean actual, Reason reason) {
    if (!demand.accepts(actual)) {
      step.mismatch(reason, demand.demand(), Boolean.toString(actual));
    }
  }

  private void bytes(Expectation<Bytes> demand, Bytes actual, Reason reason) {
    if (!demand.accepts(actual)) {
      step.mismatch(reason, demand.demand(), actual.hex());
    }
  }
}
