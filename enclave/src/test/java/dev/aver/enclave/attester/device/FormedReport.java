// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.SnpReport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reports of version 2 that have the form of one and are signed by nobody. */
public final class FormedReport {
  private static final int POLICY_RESERVED_ONE = 1 << 17;

  private FormedReport() {}

  /** Signed, as it says, by a VCEK. */
  public static Bytes over(Bytes reportData) {
    return over(reportData, false);
  }

  /** Signed, as it says, by a VLEK or a VCEK. */
  public static Bytes over(Bytes reportData, boolean vlek) {
    var report = ByteBuffer.allocate(SnpReport.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    report.putInt(0x000, 2).putLong(0x008, POLICY_RESERVED_ONE).putInt(0x034, 1);
    report.putInt(0x048, vlek ? 1 << 2 : 0);
    report.put(0x050, reportData.toArray()).put(0x2a0, (byte) 1).put(0x2e8, (byte) 1);
    return Bytes.of(report.array());
  }
}
