// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.bytes.Bytes;

/**
 * The SGX report of the quoting enclave that made the attestation key (attestation.md, 3.1).
 *
 * @param bytes all 384 bytes, which the PCK key signs
 */
public record QeReport(Bytes bytes) {
  /** Size in bytes. */
  public static final int SIZE = 384;

  private static final int MISCSELECT = 16;
  private static final int ATTRIBUTES = 48;
  private static final int MRENCLAVE = 64;
  private static final int MRSIGNER = 128;
  private static final int ISVPRODID = 256;
  private static final int ISVSVN = 258;
  private static final int REPORTDATA = 320;

  /** Refuses anything but 384 bytes: a programming error, since the parser cuts them. */
  public QeReport {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a QE report has 384 bytes, not " + bytes.size());
    }
  }

  /** 4 bytes, little-endian. */
  public Bytes miscSelect() {
    return bytes.slice(MISCSELECT, MISCSELECT + 4);
  }

  /** 16 bytes: flags, then XFRM. */
  public Bytes attributes() {
    return bytes.slice(ATTRIBUTES, ATTRIBUTES + 16);
  }

  /** 32 bytes. */
  public Bytes mrEnclave() {
    return bytes.slice(MRENCLAVE, MRENCLAVE + 32);
  }

  /** 32 bytes. */
  public Bytes mrSigner() {
    return bytes.slice(MRSIGNER, MRSIGNER + 32);
  }

  /** Product number of the enclave. */
  public int isvProdId() {
    return u16(ISVPRODID);
  }

  /** Security version of the enclave. */
  public int isvSvn() {
    return u16(ISVSVN);
  }

  /** 64 bytes: SHA-256 of attestation key and authentication data, then zeros. */
  public Bytes reportData() {
    return bytes.slice(REPORTDATA, SIZE);
  }

  private int u16(int offset) {
    return bytes.at(offset) & 0xff | (bytes.at(offset + 1) & 0xff) << 8;
  }
}
