// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.attestation.snp.abi.TcbLayout;
import dev.aver.attestation.snp.steps.Steps;
import java.util.List;

/**
 * Step 7: the report is of the chip and the TCB that the VEK was issued for, and its TCB values are
 * in order, component by component.
 */
final class PlatformAgreement {
  private static final int STEP = 7;

  /** The security level whose value stands in each of the 8 bytes; 0 where there is none. */
  private static final int[] LEGACY_BYTES = {1, 2, 4, 5, 6, 7, 3, 8};

  private static final int[] TURIN_BYTES = {9, 1, 2, 3, 5, 6, 7, 8};

  private PlatformAgreement() {}

  static void tcb(SnpReport report, VekExtensions vek, Product product, Steps steps) {
    var levels = product.layout() == TcbLayout.TURIN ? TURIN_BYTES : LEGACY_BYTES;
    var reported = report.reportedTcb();
    var certified = new byte[levels.length];
    for (var i = 0; i < levels.length; i++) {
      certified[i] = (byte) vek.level(levels[i]).orElse(0);
    }
    steps.require(
        STEP,
        reported.equals(Bytes.of(certified)),
        Reason.TCB_MISMATCH,
        "reported " + reported.hex() + ", the VEK is of " + Bytes.of(certified).hex());
  }

  static void order(SnpReport report, TcbLayout layout, Steps steps) {
    var current = layout.decode(report.currentTcb());
    below(layout.decode(report.reportedTcb()), current, "reported", steps);
    below(layout.decode(report.committedTcb()), current, "committed", steps);
    var all =
        List.of(
            report.currentTcb(), report.reportedTcb(), report.committedTcb(), report.launchTcb());
    for (var raw : all) {
      steps.require(
          STEP,
          layout.reservedZero(raw),
          Reason.REPORT_RESERVED_NONZERO,
          "reserved byte in TCB " + raw.hex());
    }
  }

  private static void below(Tcb tcb, Tcb current, String which, Steps steps) {
    steps.require(
        STEP, tcb.reachedBy(current), Reason.TCB_ORDER, which + " " + tcb + " above " + current);
  }

  static void chip(
      SnpReport report, VekExtensions vek, SigningKey kind, Product product, Steps steps) {
    var chip = report.chipId();
    if (chip.isZero() || kind == SigningKey.VLEK || vek.hwId().isEmpty()) {
      return; // masked, which is the policy's matter, or a key of no chip
    }
    var used = product.chipIdSize();
    steps.require(
        STEP,
        chip.slice(0, used).equals(vek.hwId().get()) && chip.slice(used, chip.size()).isZero(),
        Reason.CHIP_ID_MISMATCH,
        "report of " + chip.hex() + ", VEK of " + vek.hwId().get().hex());
  }
}
