// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.appraise;

import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.Svns;
import dev.aver.attestation.tdx.collateral.TcbLevel;
import java.util.List;
import java.util.Optional;

/**
 * The versions of a platform: those certified by Intel and those of the TD report. A level fits
 * only if every single component reaches it; a sum or a big number would let one hide another.
 */
record PlatformSvns(PlatformIdentity platform, TdReport report) {
  /** Where the module's version stands in TEE_TCB_SVN; its own version number is at 0. */
  private static final int MODULE_VERSION = 1;

  /** Components 0 and 1 describe the module, which has levels of its own from version 1 on. */
  private static final int BEHIND_MODULE = 2;

  /** The first level that the platform reaches. */
  Optional<TcbLevel> match(List<TcbLevel> highestFirst) {
    var svns = new Svns(report.teeTcbSvn());
    var first = svns.at(MODULE_VERSION) > 0 ? BEHIND_MODULE : 0;
    return highestFirst.stream()
        .filter(level -> reachesSgx(level) && svns.reaches(level.tdx(), first))
        .findFirst();
  }

  /** The first level by the certified versions alone: what the platform has reached by now. */
  Optional<TcbLevel> matchWithoutTdx(List<TcbLevel> highestFirst) {
    return highestFirst.stream().filter(this::reachesSgx).findFirst();
  }

  private boolean reachesSgx(TcbLevel level) {
    return platform.sgx().reaches(level.sgx(), 0) && platform.pceSvn() >= level.pceSvn();
  }
}
