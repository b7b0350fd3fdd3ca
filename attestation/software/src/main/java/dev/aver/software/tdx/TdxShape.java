// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.abi.TdxQuote;

/** The kinds of quotes: a version, and a TD report of TDX 1.0 or 1.5 in it. */
public enum TdxShape {
  /** Version 4, which knows TDX 1.0 alone. */
  V4_TD_10(4, TdxQuote.TD_10, TdReport.SIZE_10),
  /** Version 5 with a report of TDX 1.0. */
  V5_TD_10(5, TdxQuote.TD_10, TdReport.SIZE_10),
  /** Version 5 with a report of TDX 1.5. */
  V5_TD_15(5, TdxQuote.TD_15, TdReport.SIZE_15);

  private final int version;
  private final int bodyType;
  private final int bodySize;

  TdxShape(int version, int bodyType, int bodySize) {
    this.version = version;
    this.bodyType = bodyType;
    this.bodySize = bodySize;
  }

  /** Of the quote. */
  public int version() {
    return version;
  }

  /** As version 5 names it. */
  public int bodyType() {
    return bodyType;
  }

  /** Of the TD report in bytes. */
  public int bodySize() {
    return bodySize;
  }
}
