// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.appraise;

import dev.aver.attestation.tdx.collateral.TcbStatus;

/** What remains of a platform's status beside that of its module or quoting enclave. */
final class TcbMerge {
  private TcbMerge() {}

  /** A part can only make it worse: out of date, or revoked (attestation.md, 3.4). */
  static TcbStatus of(TcbStatus platform, TcbStatus part) {
    if (part == TcbStatus.REVOKED) {
      return TcbStatus.REVOKED;
    }
    if (part != TcbStatus.OUT_OF_DATE || !platform.current()) {
      return platform;
    }
    return platform.configurationNeeded()
        ? TcbStatus.OUT_OF_DATE_CONFIGURATION_NEEDED
        : TcbStatus.OUT_OF_DATE;
  }
}
