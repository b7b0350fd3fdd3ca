// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.appraise;

import dev.aver.attestation.Reason;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.collateral.Masked;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import dev.aver.attestation.tdx.collateral.Svns;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import dev.aver.attestation.tdx.collateral.TdxModuleIdentity;
import dev.aver.attestation.tdx.collateral.TdxModuleVersion;
import java.util.Optional;

/**
 * The TDX module that a guest was started under, and how it stands (attestation.md, 3.4).
 *
 * @param level of a module with a version of its own; the levels of the platform cover the others
 */
record TdxModule(Optional<SvnLevel> level) {
  private static final int ISV_SVN = 0;
  private static final int VERSION = 1;

  /** Checks signer and attributes and finds the level; empty if the module is not supported. */
  static Optional<TdxModule> check(TdReport report, TcbInfo info, Step step) {
    var svns = new Svns(report.teeTcbSvn());
    if (svns.at(VERSION) == 0) {
      checkIdentity(report, info.module(), step);
      return Optional.of(new TdxModule(Optional.empty()));
    }
    var version = info.module(svns.at(VERSION));
    if (version.isEmpty()) {
      step.failed(
          Reason.TDX_MODULE_UNKNOWN, "no identity " + TdxModuleVersion.id(svns.at(VERSION)));
      return Optional.empty();
    }
    checkIdentity(report, version.get().identity(), step);
    var level = SvnLevel.match(version.get().levels(), svns.at(ISV_SVN));
    if (level.isEmpty()) {
      step.failed(
          Reason.TDX_MODULE_SVN_UNSUPPORTED, "module SVN " + svns.at(ISV_SVN) + " below all");
      return Optional.empty();
    }
    return Optional.of(new TdxModule(level));
  }

  /** The module's own status; nothing against it where the platform's levels cover it. */
  TcbStatus status() {
    return level.map(SvnLevel::status).orElse(TcbStatus.UP_TO_DATE);
  }

  private static void checkIdentity(TdReport report, TdxModuleIdentity identity, Step step) {
    if (!report.mrSignerSeam().equals(identity.mrSigner())) {
      step.mismatch(
          Reason.TDX_MODULE_MRSIGNER, identity.mrSigner().hex(), report.mrSignerSeam().hex());
    }
    var fits =
        Masked.equal(report.seamAttributes(), identity.attributes(), identity.attributesMask());
    // A mask must not hide an attribute: no production module has any.
    if (!fits || !report.seamAttributes().isZero()) {
      step.mismatch(
          Reason.TDX_MODULE_ATTRIBUTES, identity.attributes().hex(), report.seamAttributes().hex());
    }
  }
}
