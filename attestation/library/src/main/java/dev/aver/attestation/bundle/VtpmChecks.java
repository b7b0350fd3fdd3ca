// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.vtpm.HclReport;
import dev.aver.attestation.vtpm.TpmQuote;
import dev.aver.attestation.vtpm.VtpmEvidence;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import java.util.List;
import java.util.Optional;

/**
 * The hardware checks of evidence from behind Azure's paravisor. The vendor's own are made of the
 * report or quote inside, by the one path that there is; around them (formats.md, 4):
 *
 * <ul>
 *   <li>hardware.1: the HCL report and the vTPM's quote have their form
 *   <li>hardware.6: the hardware vouches for the runtime data, its key signed the quote, and the
 *       registers are the quoted ones
 *   <li>hardware.8: an SNP report is the paravisor's own; the registers are accepted ones
 * </ul>
 */
final class VtpmChecks {
  private static final int MAX_RUNTIME_DATA = 64 * 1024;

  private final EvidenceBundle evidence;
  private final HardwareChecks hardware;
  private final Findings findings;

  VtpmChecks(EvidenceBundle evidence, HardwareChecks hardware, Findings findings) {
    this.evidence = evidence;
    this.hardware = hardware;
    this.findings = findings;
  }

  HardwareResult check(Optional<AppraisalPolicy> policy, long at) {
    var quoted = form(() -> TpmQuote.parse(quote().message()));
    var hcl = form(this::hcl);
    if (hcl.isEmpty()) {
      return new HardwareResult(
          List.of(), Bytes.EMPTY, Optional.empty(), Optional.empty(), Json.object().build());
    }
    var inside = evidence.quote().orElse(hcl.get().hardwareReport());
    var result = hardware.verify(inside, evidence.endorsements(), at);
    signatures(new VtpmEvidence(hcl.get()), quoted, result.reportData());
    asker(inside);
    policy.ifPresent(demands -> appraise(demands, quoted));
    return new HardwareResult(
        result.findings(),
        result.reportData(),
        result.anchor(),
        result.machine(),
        claims(result, hcl.get(), quoted));
  }

  /** The quote, which {@link EvidenceBundle} of this kind always has. */
  private SignedQuote quote() {
    return evidence.tpm().orElseThrow();
  }

  private <T> Optional<T> form(Findings.Search<T> parser) {
    try {
      return Optional.of(parser.apply());
    } catch (Rejected e) {
      findings.fail(CheckName.HARDWARE_1, e);
      return Optional.empty();
    }
  }

  private HclReport hcl() throws Rejected {
    var hcl = HclReport.parse(evidence.report());
    var type = evidence.tee().family() == Family.SNP ? HclReport.SNP : HclReport.TDX;
    if (hcl.reportType() != type) {
      throw new Rejected(
          Reason.HCL_FORMAT, "report type " + hcl.reportType() + " in " + evidence.tee());
    }
    return hcl;
  }

  private void signatures(VtpmEvidence vtpm, Optional<TpmQuote> quoted, Bytes reportData) {
    // Without a report that could be read, hardware.1 has failed already.
    if (reportData.size() > 0) {
      refuse(CheckName.HARDWARE_6, () -> vtpm.requireVouchedBy(reportData));
    }
    refuse(CheckName.HARDWARE_6, () -> vtpm.requireSigned(quote()));
    if (quoted.isPresent()) {
      refuse(CheckName.HARDWARE_6, () -> VtpmEvidence.requireRegisters(quote()));
    }
  }

  /**
   * The paravisor runs at VMPL 0. A guest below it that could ask for a report of its own would
   * name its own key in it, and quote whatever registers it liked.
   */
  private void asker(Bytes inside) {
    if (evidence.tee().family() != Family.SNP) {
      return; // the one quote of a trust domain is of all of it
    }
    refuse(
        CheckName.HARDWARE_8,
        () -> {
          var vmpl = SnpReport.read(inside).vmpl();
          if (vmpl != 0) {
            throw new Rejected(Reason.VMPL_MISMATCH, "asked for at VMPL " + vmpl + ", not 0");
          }
        });
  }

  private void appraise(AppraisalPolicy policy, Optional<TpmQuote> quoted) {
    if (policy.vtpm().isEmpty() || quoted.isEmpty()) {
      findings.skip(CheckName.HARDWARE_8, "there are no registers, or no demands on them");
    } else {
      var demands = policy.vtpm().get();
      refuse(CheckName.HARDWARE_8, () -> demands.require(quoted.get().registers(quote().pcrs())));
    }
  }

  /** What passes is said by the vendor's findings already; only what fails is added to them. */
  private void refuse(CheckName check, Findings.Rule rule) {
    try {
      rule.apply();
    } catch (Rejected e) {
      findings.fail(check, e);
    }
  }

  private Json.Obj claims(HardwareResult result, HclReport hcl, Optional<TpmQuote> quoted) {
    var claims = Json.object();
    result.claims().members().forEach(claims::put);
    quoted.ifPresent(quote -> claims.put("vtpm", vtpm(hcl, quote)));
    return claims.build();
  }

  private Json.Obj vtpm(HclReport hcl, TpmQuote quoted) {
    var vtpm = Json.object().put("runtimeData", hcl.runtimeDataHash().hex());
    try {
      var pcrs = Json.object();
      quoted
          .registers(quote().pcrs())
          .forEach((number, value) -> pcrs.put("pcr" + number, value.hex()));
      vtpm.put("pcrs", pcrs.build());
      if (JsonReader.document(hcl.runtimeData(), MAX_RUNTIME_DATA) instanceof Json.Obj runtime
          && runtime.get("vm-configuration") instanceof Json.Obj configuration) {
        vtpm.put("vmConfiguration", configuration);
      }
    } catch (Rejected e) {
      // It has failed hardware.1 or hardware.6, and a rejected result shows no claims.
      return vtpm.build();
    }
    return vtpm.build();
  }
}
