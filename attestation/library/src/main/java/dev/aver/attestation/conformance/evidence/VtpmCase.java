// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.vtpm.HclReport;
import dev.aver.attestation.vtpm.VtpmEvidence;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import java.util.ArrayList;
import java.util.List;

/** The paravisor's report and vTPM quote of a case, held against its hardware report. */
final class VtpmCase {
  private static final String REPORT = "report";
  private static final String HCL = "hcl_report";
  private static final String QUOTE = "tpm_quote";
  private static final int MAX_SIZE = 64 * 1024;

  private final EvidenceCase asked;
  private final CaseFiles files;
  private final Json.Builder found = Json.object();
  private final List<Reason> reasons = new ArrayList<>();

  VtpmCase(EvidenceCase asked, CaseFiles files) {
    this.asked = asked;
    this.files = files;
  }

  /**
   * What stands against them; what they say goes to {@code details}.
   *
   * @param reportData of the case's report or quote; empty if it cannot be read
   */
  List<Reason> check(Bytes reportData, Json.Builder details) {
    if (!asked.has(HCL)) {
      return List.of();
    }
    try {
      var evidence = new VtpmEvidence(HclReport.parse(files.of(HCL)));
      var hcl = evidence.hcl();
      found
          .put("runtime_data_sha256", hcl.runtimeDataHash().hex())
          .put("runtime_data_length", hcl.runtimeData().size())
          .put("hash_type", hcl.hashType())
          .put("report_type", hcl.reportType());
      holds("report_data_is_sha256_of_runtime_data", () -> evidence.requireVouchedBy(reportData));
      if (reasons.contains(Reason.RUNTIME_DATA_MISMATCH)) {
        reasons.add(Reason.REPORT_DATA_MISMATCH); // the same in the words of the index
      }
      if (asked.has(QUOTE)) {
        quote(evidence);
      }
      requireOfThisReport(hcl);
    } catch (Rejected e) {
      reasons.add(e.reason());
    }
    details.put("vtpm", found.build());
    return reasons;
  }

  /** The runtime data alone is vouched for; the rest must be what the case says it is. */
  private void requireOfThisReport(HclReport hcl) throws Rejected {
    var snp = asked.has(REPORT);
    if (hcl.reportType() != (snp ? HclReport.SNP : HclReport.TDX)) {
      throw new Rejected(Reason.HCL_FORMAT, "report type " + hcl.reportType());
    }
    if (snp && !hcl.hardwareReport().equals(files.of(REPORT))) {
      throw new Rejected(Reason.HCL_FORMAT, "carries another report than the case");
    }
  }

  private void quote(VtpmEvidence evidence) throws Rejected {
    var quote = signedQuote();
    holds("tpm_quote_signature_valid_with_HCLAkPub", () -> evidence.requireSigned(quote));
    holds(
        "pcr_digest_matches_quote",
        () -> found.put("pcr_digest", VtpmEvidence.requireRegisters(quote).pcrDigest().hex()));
  }

  private SignedQuote signedQuote() throws Rejected {
    var members = Members.of(JsonReader.document(files.of(QUOTE), MAX_SIZE), QUOTE);
    var pcrs = new ArrayList<Bytes>();
    for (var pcr : members.array("pcrs")) {
      if (!(pcr instanceof Json.Str(String digits))) {
        throw new Rejected(Reason.TPM_QUOTE_FORMAT, "a PCR is not a string");
      }
      pcrs.add(Bytes.fromHex(digits));
    }
    return new SignedQuote(
        Bytes.fromHex(members.string("message")), Bytes.fromHex(members.string("signature")), pcrs);
  }

  private interface Rule {
    void apply() throws Rejected;
  }

  private void holds(String name, Rule rule) {
    try {
      rule.apply();
      found.put(name, true);
    } catch (Rejected e) {
      found.put(name, false);
      reasons.add(e.reason());
    }
  }
}
