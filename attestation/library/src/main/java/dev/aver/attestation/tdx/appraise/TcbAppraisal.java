// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.appraise;

import dev.aver.attestation.Reason;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TcbLevel;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Step 7: how platform, TDX module and quoting enclave stand by Intel's judgement, and the one
 * status that follows (attestation.md, 3.4).
 *
 * @param status of all together
 * @param platform the level that the platform reaches
 * @param module the level of the TDX module; absent for modules without version of their own
 * @param qe the level of the quoting enclave
 * @param advisories of all three
 */
public record TcbAppraisal(
    TcbStatus status,
    TcbLevel platform,
    Optional<SvnLevel> module,
    SvnLevel qe,
    SortedSet<String> advisories) {

  /**
   * Appraises a platform; empty where something fits no level at all. A revoked part is a failure,
   * every other status is for the policy.
   */
  public static Optional<TcbAppraisal> of(
      TdReport report, PlatformIdentity platform, TcbInfo info, Optional<SvnLevel> qe, Step step) {
    if (!speaksOf(platform, info, step)) {
      return Optional.empty();
    }
    var svns = new PlatformSvns(platform, report);
    var module = TdxModule.check(report, info, step);
    var level = svns.match(info.levels());
    step.require(level.isPresent(), Reason.TCB_NOT_SUPPORTED, "below every TCB level");
    if (module.isEmpty() || level.isEmpty() || qe.isEmpty()) {
      return Optional.empty();
    }
    var launched = TcbMerge.of(level.get().status(), module.get().status());
    var relaunch = new Relaunch(report, info, svns.matchWithoutTdx(info.levels()));
    var current = relaunch.advise(launched, module.get(), qe.get(), step);
    var status = TcbMerge.of(current, qe.get().status());
    step.require(
        status != TcbStatus.REVOKED, Reason.TCB_REVOKED, "platform, module or QE is revoked");
    return Optional.of(
        new TcbAppraisal(
            status,
            level.get(),
            module.get().level(),
            qe.get(),
            advisories(level.get(), module.get().level(), qe.get())));
  }

  private static boolean speaksOf(PlatformIdentity platform, TcbInfo info, Step step) {
    var fmspc = platform.fmspc().equals(info.fmspc());
    if (!fmspc) {
      step.mismatch(Reason.FMSPC_MISMATCH, info.fmspc().hex(), platform.fmspc().hex());
    }
    var pceId = platform.pceId().equals(info.pceId());
    if (!pceId) {
      step.mismatch(Reason.PCEID_MISMATCH, info.pceId().hex(), platform.pceId().hex());
    }
    return fmspc && pceId;
  }

  private static SortedSet<String> advisories(
      TcbLevel platform, Optional<SvnLevel> module, SvnLevel qe) {
    var all = new TreeSet<>(platform.advisories());
    module.ifPresent(level -> all.addAll(level.advisories()));
    all.addAll(qe.advisories());
    return all;
  }
}
