// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.Endorsements;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.vtpm.TpmQuote;
import dev.aver.attestation.vtpm.VtpmPolicy;
import java.util.ArrayList;
import java.util.Optional;

/**
 * The policy that accepts exactly one evidence: every field as it is there, versions as floors, and
 * a reason where a field cannot be demanded. It says what the evidence is, not that it is good: the
 * evidence must have been verified, and read by somebody, before its policy is used.
 */
final class PolicyOfEvidence {
  static final String BOUND =
      "report_data and facts.path bind these bytes to the keyset and to the facts";

  private static final MachinePolicy ANY_MACHINE =
      MachinePolicy.unchecked("no evidence says where its machine stands: list yours");

  private PolicyOfEvidence() {}

  /**
   * Reads the report of {@code evidence}.
   *
   * @throws Rejected if it has not the form of one, by the codes of hardware.1; {@link
   *     Reason#PRODUCT_UNKNOWN} where it is not of a supported line
   */
  static AppraisalPolicy of(EvidenceBundle evidence) throws Rejected {
    var tee = new Exactly<>(evidence.tee());
    var keyset = keyset(evidence.keyset());
    var report = evidence.hardwareReport();
    var vtpm = vtpm(evidence);
    return switch (evidence.endorsements()) {
      case Endorsements.Snp(SnpEndorsements documents) ->
          new AppraisalPolicy(
              tee,
              Optional.of(SnpPolicyOfReport.of(report, documents)),
              Optional.empty(),
              vtpm,
              keyset,
              ANY_MACHINE);
      case Endorsements.Tdx(TdxCollateral documents) ->
          new AppraisalPolicy(
              tee,
              Optional.empty(),
              Optional.of(TdxPolicyOfQuote.of(report)),
              vtpm,
              keyset,
              ANY_MACHINE);
    };
  }

  private static Optional<VtpmPolicy> vtpm(EvidenceBundle evidence) throws Rejected {
    if (evidence.tpm().isEmpty()) {
      return Optional.empty();
    }
    var signed = evidence.tpm().get();
    var quoted = TpmQuote.parse(signed.message()).registers(signed.pcrs());
    var pcrs = new ArrayList<Expectation<Bytes>>();
    for (var number = 0; number < VtpmPolicy.PCRS; number++) {
      var value = quoted.get(number);
      pcrs.add(value == null ? unchecked("not in this quote") : new Exactly<>(value));
    }
    return Optional.of(new VtpmPolicy(pcrs));
  }

  private static KeysetPolicy keyset(Keyset keyset) {
    return new KeysetPolicy(
        new Exactly<>(keyset.models()),
        new Exactly<>(keyset.configuration()),
        new Exactly<>(keyset.build()),
        new Exactly<>(keyset.notAfter() - keyset.notBefore()));
  }

  static <T> Expectation<T> unchecked(String why) {
    return new Unchecked<>(why);
  }
}
