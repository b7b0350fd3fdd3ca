// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.bytes.Bytes;

/** The bits of TDATTRIBUTES that change what a guest is worth (attestation.md, 3.1). */
public enum TdAttribute {
  /** The host can read and change the guest. */
  DEBUG(0),
  /** Debug group: Hardware Guided Scheduling Plus sees what the guest executes. */
  HGS_PLUS(4),
  /** Debug group: the host may profile the guest. */
  PERF_PROF(5),
  /** Debug group: platform monitoring may observe the guest. */
  PMT(6),
  /** The guest refuses exceptions that a hostile host injects through its page tables. */
  SEPT_VE_DISABLE(28),
  /** A service TD may move the guest to another machine. */
  MIGRATABLE(29);

  /** The lowest byte is the group that takes a guest out of the TCB: any of its bits. */
  private static final int DEBUG_GROUP = 0;

  private final int bit;

  TdAttribute(int bit) {
    this.bit = bit;
  }

  /** Whether this bit is set in the 8 bytes of TDATTRIBUTES. */
  public boolean isSetIn(Bytes tdAttributes) {
    return (tdAttributes.at(bit / 8) >> (bit % 8) & 1) == 1;
  }

  /** Whether any bit says that the guest is under debug, reserved ones included. */
  public static boolean underDebug(Bytes tdAttributes) {
    return tdAttributes.at(DEBUG_GROUP) != 0;
  }
}
