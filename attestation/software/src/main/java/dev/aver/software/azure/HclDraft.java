// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.azure;

import dev.aver.attestation.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An HCL report in which every field can be set: 32 bytes of header, 1184 of a hardware report, 20
 * of another header, runtime data (little-endian; attestation.md, 4).
 */
public final class HclDraft {
  private static final int HEADER = 32;
  private static final int HARDWARE_REPORT = 1184;
  private static final int RUNTIME_HEADER = 20;
  private static final int SNP = 2;
  private static final int TDX = 4;
  private static final int SHA256 = 1;

  private final Bytes hardwareReport;
  private Bytes signature = Bytes.utf8("HCLA");
  private int reportType;
  private int hashType = SHA256;
  private Bytes runtimeData;
  private int longer;
  private Bytes behind = Bytes.EMPTY;

  private HclDraft(Bytes hardwareReport, int reportType, Bytes runtimeData) {
    this.hardwareReport = hardwareReport;
    this.reportType = reportType;
    this.runtimeData = runtimeData;
  }

  static HclDraft overSnp(Bytes report, Bytes runtimeData) {
    return new HclDraft(report, SNP, runtimeData);
  }

  /** A TDREPORT is for its own machine alone: zeros stand for it. */
  static HclDraft overTdx(Bytes runtimeData) {
    return new HclDraft(Bytes.of(new byte[HARDWARE_REPORT]), TDX, runtimeData);
  }

  /** The first four bytes. */
  public HclDraft signature(String text) {
    this.signature = Bytes.utf8(text);
    return this;
  }

  /** 2 for SNP, 4 for TDX. */
  public HclDraft reportType(int type) {
    this.reportType = type;
    return this;
  }

  /** 1 for SHA-256. */
  public HclDraft hashType(int type) {
    this.hashType = type;
    return this;
  }

  /** What the hardware's report data is the hash of, or is not. */
  public HclDraft runtimeData(Bytes data) {
    this.runtimeData = data;
    return this;
  }

  /** How much more runtime data the header promises than there is. */
  public HclDraft promising(int bytes) {
    this.longer = bytes;
    return this;
  }

  /** What follows the runtime data. */
  public HclDraft behind(Bytes tail) {
    this.behind = tail;
    return this;
  }

  /** The report. */
  public Bytes bytes() {
    var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put(signature.toArray()).putInt(1);
    var length = runtimeData.size() + longer;
    var about = ByteBuffer.allocate(RUNTIME_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    about.putInt(RUNTIME_HEADER + length).putInt(1).putInt(reportType).putInt(hashType);
    about.putInt(length);
    return Bytes.concat(
        Bytes.of(header.array()), hardwareReport, Bytes.of(about.array()), runtimeData, behind);
  }
}
