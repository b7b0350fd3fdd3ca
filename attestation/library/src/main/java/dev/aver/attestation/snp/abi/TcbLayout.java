// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import dev.aver.attestation.bytes.Bytes;

/** Which of the 8 bytes is which component: follows the product, not the report version. */
public enum TcbLayout {
  /** Milan and Genoa: bootloader, tee, four reserved, snp, microcode. */
  LEGACY(-1, 0, 1, 6),
  /** Turin: fmc, bootloader, tee, snp, three reserved, microcode. */
  TURIN(0, 1, 2, 3);

  private static final int SIZE = 8;
  private static final int MICROCODE = 7;

  private final int fmc;
  private final int bootloader;
  private final int tee;
  private final int snp;

  TcbLayout(int fmc, int bootloader, int tee, int snp) {
    this.fmc = fmc;
    this.bootloader = bootloader;
    this.tee = tee;
    this.snp = snp;
  }

  /**
   * The layout of a product line by its name, supported or not: what cannot be verified can still
   * be shown rightly.
   */
  public static TcbLayout ofLine(String line) {
    return line.equals("Turin") || line.equals("Venice") ? TURIN : LEGACY;
  }

  /** The components of 8 bytes. */
  public Tcb decode(Bytes raw) {
    return new Tcb(
        fmc < 0 ? 0 : component(raw, fmc),
        component(raw, bootloader),
        component(raw, tee),
        component(raw, snp),
        component(raw, MICROCODE));
  }

  /** The 8 bytes of these components, reserved ones zero. */
  public Bytes encode(Tcb tcb) {
    var raw = new byte[SIZE];
    if (fmc >= 0) {
      raw[fmc] = (byte) tcb.fmc();
    }
    raw[bootloader] = (byte) tcb.bootloader();
    raw[tee] = (byte) tcb.tee();
    raw[snp] = (byte) tcb.snp();
    raw[MICROCODE] = (byte) tcb.microcode();
    return Bytes.of(raw);
  }

  /** Whether the bytes that carry no component are zero. */
  public boolean reservedZero(Bytes raw) {
    return encode(decode(raw)).equals(raw);
  }

  private static int component(Bytes raw, int at) {
    return raw.at(at) & 0xff;
  }
}
