// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.abi.TdReport;

/**
 * A TD report before it is quoted (attestation.md, 3.1): 584 bytes for TDX 1.0, 648 for TDX 1.5,
 * zero where nothing was set. Registers have 48 bytes.
 */
public final class TdReportDraft {
  private final Fields fields;

  TdReportDraft(int size) {
    fields = new Fields(size);
  }

  /** TEE_TCB_SVN, 16 bytes: module SVN, module version, late microcode, … */
  public TdReportDraft teeTcbSvn(Bytes svns) {
    return put(0, svns);
  }

  /** MRSEAM. */
  public TdReportDraft mrSeam(Bytes digest) {
    return put(16, digest);
  }

  /** MRSIGNERSEAM: zero for Intel's modules. */
  public TdReportDraft mrSignerSeam(Bytes digest) {
    return put(64, digest);
  }

  /** SEAMATTRIBUTES, 8 bytes: zero for a production module. */
  public TdReportDraft seamAttributes(Bytes bits) {
    return put(112, bits);
  }

  /** TDATTRIBUTES, 8 bytes. */
  public TdReportDraft tdAttributes(Bytes bits) {
    return put(120, bits);
  }

  /** XFAM, 8 bytes. */
  public TdReportDraft xfam(Bytes bits) {
    return put(128, bits);
  }

  /** MRTD. */
  public TdReportDraft mrTd(Bytes digest) {
    return put(136, digest);
  }

  /** MRCONFIGID. */
  public TdReportDraft mrConfigId(Bytes id) {
    return put(184, id);
  }

  /** MROWNER. */
  public TdReportDraft mrOwner(Bytes owner) {
    return put(232, owner);
  }

  /** MROWNERCONFIG. */
  public TdReportDraft mrOwnerConfig(Bytes config) {
    return put(280, config);
  }

  /** RTMR{@code index}, 0 to 3. */
  public TdReportDraft rtmr(int index, Bytes register) {
    return put(328 + index * TdReport.REGISTER_SIZE, register);
  }

  /** REPORTDATA, 64 bytes. */
  public TdReportDraft reportData(Bytes data) {
    return put(520, data);
  }

  /** TEE_TCB_SVN_2, 16 bytes, of TDX 1.5 alone: the versions that run now. */
  public TdReportDraft teeTcbSvn2(Bytes svns) {
    return put(584, svns);
  }

  /** MRSERVICETD, of TDX 1.5 alone. */
  public TdReportDraft mrServiceTd(Bytes digest) {
    return put(600, digest);
  }

  private TdReportDraft put(int at, Bytes bytes) {
    fields.put(at, bytes);
    return this;
  }

  Bytes bytes() {
    return fields.bytes();
  }
}
