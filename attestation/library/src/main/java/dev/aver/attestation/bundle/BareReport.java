// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.SnpEndorsements;
import java.util.Optional;

/** An SNP report with its endorsements and nothing else: no keyset, no facts. */
record BareReport(Bytes report, SnpEndorsements endorsements) {
  static BareReport parse(Json json) throws Rejected {
    var members = Members.of(json, "report");
    var bare =
        new BareReport(
            members.base64Url("report"),
            new SnpEndorsements(
                members.base64Url("vek"),
                members.base64Url("ask"),
                members.base64Url("ark"),
                members.has("crl") ? Optional.of(members.base64Url("crl")) : Optional.empty()));
    members.end();
    return bare;
  }

  HardwareResult check(Verification options, Findings findings, long at) {
    var hardware = new HardwareChecks(options, findings);
    var result = hardware.snp(report, endorsements, at);
    hardware.root(result);
    if (options.policy().filter(policy -> policy.keyset().demandsAnything()).isPresent()) {
      findings.skip(
          CheckName.HARDWARE_8, "the policy demands facts of a keyset, and a bare report has none");
    }
    if (options.nonce().isPresent()) {
      findings.fail(
          CheckName.FACTS_NONCE,
          new Rejected(Reason.NONCE_MISMATCH, "a bare report carries no nonce"));
    } else {
      findings.skip(CheckName.FACTS_NONCE, "no nonce was sent");
    }
    return result;
  }
}
