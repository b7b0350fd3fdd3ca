// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.appraise;

import dev.aver.attestation.Reason;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import dev.aver.attestation.tdx.collateral.Svns;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TcbLevel;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import dev.aver.attestation.tdx.collateral.TdxModuleVersion;
import java.util.Optional;

/**
 * Whether starting the guest again would do: the host runs the newest module by now, but the guest
 * was started under an older one (attestation.md, 3.4; TDX 1.5 only).
 *
 * @param certified the level of the platform without what the guest was started under
 */
record Relaunch(TdReport report, TcbInfo info, Optional<TcbLevel> certified) {
  private static final int ISV_SVN = 0;
  private static final int VERSION = 1;
  private static final int LATE_MICROCODE = 2;

  /** {@code launched}, or the advice to relaunch where nothing else stands against the platform. */
  TcbStatus advise(TcbStatus launched, TdxModule module, SvnLevel qe, Step step) {
    var platform = certified.map(TcbLevel::status).filter(TcbStatus::current);
    if (report.td15().isEmpty()
        || platform.isEmpty()
        || !outOfDate(launched)
        || module.status() != TcbStatus.OUT_OF_DATE
        || qe.status() == TcbStatus.OUT_OF_DATE
        || qe.status() == TcbStatus.REVOKED
        || !runsNewest(new Svns(report.td15().get().teeTcbSvn2()), step)) {
      return launched;
    }
    return platform.get().configurationNeeded() || launched.configurationNeeded()
        ? TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED
        : TcbStatus.TD_RELAUNCH_ADVISED;
  }

  private static boolean outOfDate(TcbStatus status) {
    return status == TcbStatus.OUT_OF_DATE || status == TcbStatus.OUT_OF_DATE_CONFIGURATION_NEEDED;
  }

  private boolean runsNewest(Svns now, Step step) {
    var newest = info.levels().getFirst().tdx();
    var microcode = now.at(LATE_MICROCODE) >= newest.at(LATE_MICROCODE);
    if (now.at(VERSION) == 0) {
      return microcode && now.at(ISV_SVN) >= newest.at(ISV_SVN);
    }
    var module = info.module(now.at(VERSION));
    step.require(
        module.isPresent(),
        Reason.TDX_MODULE_MISMATCH,
        "no identity " + TdxModuleVersion.id(now.at(VERSION)) + " for the module now running");
    return microcode
        && module
            .flatMap(TdxModuleVersion::newest)
            .filter(svn -> now.at(ISV_SVN) >= svn)
            .isPresent();
  }
}
