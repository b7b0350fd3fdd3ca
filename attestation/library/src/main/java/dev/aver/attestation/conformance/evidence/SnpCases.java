// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.abi.CertTable;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.ReportResponse;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.verify.VekExtensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers the SNP cases of an index: verify, measure, and parse of what a host or guest reads. */
final class SnpCases {
  private static final String VERIFY = "verify";
  private static final String PARSE = "parse";
  private static final String PARSED = "parsed";

  private final EvidenceCase asked;
  private final CaseFiles files;
  private final SnpRoots roots;

  SnpCases(EvidenceCase asked, CaseFiles files) {
    this.asked = asked;
    this.files = files;
    this.roots = new SnpRoots(asked, files);
  }

  /** What the roles of the files ask for. */
  EvidenceAnswer answer() {
    if (SnpMeasureCase.asked(asked)) {
      return SnpMeasureCase.answer(asked, files);
    }
    var verify = asked.has("report") && asked.has("vek") && files.hasRoots();
    try {
      return verify ? verify() : parse();
    } catch (Rejected e) {
      return EvidenceAnswer.refused(asked.id(), verify ? VERIFY : PARSE, e);
    }
  }

  private EvidenceAnswer verify() throws Rejected {
    var report = files.of("report");
    var policy = SnpCasePolicy.of(asked.policy());
    var endorsements = roots.endorsements(files.of("vek"), optional("crl"));
    var at = asked.verifyAtOrZero();
    var result = SnpVerifier.verify(report, endorsements, at, roots.anchors(), policy);
    var reasons = new ArrayList<>(reasons(result.findings()));
    var details = Json.object();
    parsed(report, roots.product(endorsements.vek())).ifPresent(f -> details.put(PARSED, f));
    reasons.addAll(new VtpmCase(asked, files).check(result.reportData(), details));
    return reasons.isEmpty() && complete(result.findings())
        ? EvidenceAnswer.good(asked.id(), VERIFY, EvidenceAnswer.ACCEPT, details.build())
        : EvidenceAnswer.refused(asked.id(), VERIFY, reasons, details.build());
  }

  private static List<Reason> reasons(List<Finding> findings) {
    return findings.stream()
        .filter(Finding.Failure.class::isInstance)
        .map(finding -> ((Finding.Failure) finding).reason())
        .distinct()
        .toList();
  }

  private Optional<Bytes> optional(String role) {
    return asked.has(role) ? Optional.of(files.of(role)) : Optional.empty();
  }

  /** Whether nothing was left out but what the policy leaves unchecked. */
  private static boolean complete(List<Finding> findings) {
    return findings.stream().noneMatch(Finding.Skipped.class::isInstance);
  }

  private static Optional<Json.Obj> parsed(Bytes raw, Optional<Product> product) {
    try {
      var report = SnpReport.read(raw);
      return Optional.of(SnpParsed.report(report, SnpParsed.layout(report, product)));
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  private EvidenceAnswer parse() throws Rejected {
    if (asked.has("cert_table")) {
      return table(CertTable.parse(files.of("cert_table")));
    }
    if (asked.has("ioctl_response")) {
      return report(ReportResponse.report(files.of("ioctl_response")));
    }
    return asked.has("report") ? report(files.of("report")) : vek();
  }

  private EvidenceAnswer report(Bytes raw) throws Rejected {
    var report = SnpReport.parse(raw);
    var layout = SnpParsed.layout(report, Optional.empty());
    return good(Json.object().put(PARSED, SnpParsed.report(report, layout)));
  }

  private EvidenceAnswer vek() throws Rejected {
    var vek = Certificate.parse(files.of("vek"), Reason.VEK_PARSE);
    return good(
        Json.object()
            .put("chain_to_amd", files.hasRoots() && chains(vek))
            .put(PARSED, SnpParsed.vek(VekExtensions.parse(vek))));
  }

  /** Whether the VEK's signatures lead to a root of the case, whatever the time. */
  private boolean chains(Certificate vek) throws Rejected {
    var given = roots.endorsements(vek.encoded(), Optional.empty());
    var ask = Certificate.parse(given.ask(), Reason.ENDORSEMENT_PARSE);
    var ark = Certificate.parse(given.ark(), Reason.ENDORSEMENT_PARSE);
    return roots.anchors().find(Family.SNP, ark.keyDigest()).isPresent()
        && vek.issuer().equals(ask.subject())
        && ask.isSignedBy(ark.key())
        && vek.isSignedBy(ask.key());
  }

  private EvidenceAnswer table(CertTable table) {
    var guids = table.entries().stream().map(entry -> Json.of(entry.guid().toString())).toList();
    return good(Json.object().put("entries", Json.array(guids)));
  }

  private EvidenceAnswer good(Json.Builder details) {
    return EvidenceAnswer.good(asked.id(), PARSE, "parse-ok", details.build());
  }
}
