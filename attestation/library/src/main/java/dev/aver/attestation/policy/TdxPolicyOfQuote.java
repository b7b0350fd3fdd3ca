// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import static dev.aver.attestation.policy.PolicyOfEvidence.unchecked;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.tdx.abi.TdAttribute;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import java.util.Arrays;

/**
 * The demands on TDX that exactly one quote meets. What Intel says of the platform is not in the
 * quote and changes with time: it stays unchecked here, with the reason.
 */
final class TdxPolicyOfQuote {
  private static final String INTEL =
      "not in the quote, and Intel's judgement changes with time: name what you accept";
  private static final String MACHINE = "not in the quote: name your machines";

  private TdxPolicyOfQuote() {}

  static TdxPolicy of(Bytes quote) throws Rejected {
    var report = TdxQuote.parse(quote).report();
    var attributes = report.tdAttributes();
    var allBits = new byte[report.xfam().size()];
    Arrays.fill(allBits, (byte) 0xff);
    var policy =
        TdxPolicy.uncheckedUnlessNamed(INTEL)
            .underDebug(new Exactly<>(TdAttribute.underDebug(attributes)))
            .septVeDisable(new Exactly<>(TdAttribute.SEPT_VE_DISABLE.isSetIn(attributes)))
            .migratable(new Exactly<>(TdAttribute.MIGRATABLE.isSetIn(attributes)))
            .mrServiceTd(new Exactly<>(mrServiceTd(report)))
            .xfam(Bytes.of(allBits), new Exactly<>(report.xfam()))
            .mrSeam(new Exactly<>(report.mrSeam()))
            .mrTd(new Exactly<>(report.mrTd()))
            .mrConfigId(new Exactly<>(report.mrConfigId()))
            .mrOwner(new Exactly<>(report.mrOwner()))
            .mrOwnerConfig(new Exactly<>(report.mrOwnerConfig()))
            .reportData(unchecked(PolicyOfEvidence.BOUND))
            .fmspc(unchecked(MACHINE))
            .ppid(unchecked(MACHINE))
            .platformInstanceId(unchecked(MACHINE));
    for (var i = 0; i < TdxPolicy.RTMRS; i++) {
      policy.rtmr(i, new Exactly<>(report.rtmrs().get(i)));
    }
    return policy.build();
  }

  private static Bytes mrServiceTd(TdReport report) {
    return report
        .td15()
        .map(TdReport.Td15::mrServiceTd)
        .orElseGet(() -> Bytes.of(new byte[TdReport.REGISTER_SIZE]));
  }
}
