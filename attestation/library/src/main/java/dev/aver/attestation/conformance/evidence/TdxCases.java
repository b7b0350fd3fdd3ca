// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.tdx.CollateralVerifier;
import dev.aver.attestation.tdx.TdxVerifier;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.verify.PckChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers the cases of Intel TDX. */
final class TdxCases {
  private static final String QUOTE = "quote";
  private static final String COLLATERAL = "collateral";
  private static final int MAX_BUNDLE = 16 * 1024 * 1024;

  /** The members of the answer that come from the claims of a verification. */
  private static final List<String> CLAIMS =
      List.of(
          "tcb_status",
          "platform_tcb_status",
          "tdx_module_status",
          "qe_status",
          "tcb_date",
          "advisory_ids",
          "flags",
          "fmspc",
          "tcb_evaluation_data_number",
          "earliest_next_update");

  private final EvidenceCase asked;
  private final CaseFiles files;

  TdxCases(EvidenceCase asked, CaseFiles files) {
    this.asked = asked;
    this.files = files;
  }

  EvidenceAnswer answer() {
    var operation = operation();
    try {
      return switch (operation) {
        case "verify" -> verify(operation);
        case "replay" -> replay(operation);
        case "collateral" -> collateral(operation);
        default -> parse(operation);
      };
    } catch (Rejected e) {
      return EvidenceAnswer.refused(asked.id(), operation, e);
    }
  }

  private String operation() {
    if (asked.has("tcb_info")) {
      return "collateral";
    }
    if (asked.has(COLLATERAL)) {
      return "verify";
    }
    return TdxEventLogs.in(asked) ? "replay" : "parse";
  }

  private EvidenceAnswer verify(String operation) throws Rejected {
    var quote = files.of(QUOTE);
    var result =
        TdxVerifier.verify(
            quote,
            bundle(files.of(COLLATERAL)),
            asked.verifyAtOrZero(),
            anchors(),
            TdxCasePolicy.of(asked.policy()));
    var reasons = new ArrayList<>(reasons(result));
    var details = claims(result);
    parsed(quote).ifPresent(fields -> details.put("parsed", fields));
    var logs = new TdxEventLogs(asked, files);
    reasons.addAll(logs.check(quote, details));
    reasons.addAll(new VtpmCase(asked, files).check(result.reportData(), details));
    return answer(operation, EvidenceAnswer.ACCEPT, reasons, details);
  }

  private EvidenceAnswer replay(String operation) {
    var quote = files.of(QUOTE);
    var details = Json.object();
    parsed(quote).ifPresent(fields -> details.put("parsed", fields));
    var reasons = new TdxEventLogs(asked, files).check(quote, details);
    return answer(operation, "replay", reasons, details);
  }

  private EvidenceAnswer parse(String operation) throws Rejected {
    var details = Json.object();
    parsed(files.of(QUOTE)).ifPresent(fields -> details.put("parsed", fields));
    TdxQuote.parse(files.of(QUOTE));
    return answer(operation, "parse-ok", List.of(), details);
  }

  private EvidenceAnswer collateral(String operation) throws Rejected {
    var bundle = new PcsFiles(asked, files).bundle();
    var result = CollateralVerifier.verify(bundle, asked.verifyAtOrZero(), anchors());
    return answer(operation, "collateral-ok", reasons(result), claims(result));
  }

  private EvidenceAnswer answer(
      String operation, String good, List<Reason> reasons, Json.Builder details) {
    return reasons.isEmpty()
        ? EvidenceAnswer.good(asked.id(), operation, good, details.build())
        : EvidenceAnswer.refused(asked.id(), operation, reasons, details.build());
  }

  private static Json.Builder claims(HardwareResult result) {
    var details = Json.object();
    for (var name : CLAIMS) {
      var claim = result.claims().get(name);
      if (claim != null) {
        details.put(name, claim);
      }
    }
    return details;
  }

  private TrustAnchors anchors() throws Rejected {
    return TrustAnchors.none().withSoftware(files.roots(List.of()));
  }

  private static List<Reason> reasons(HardwareResult result) {
    return result.findings().stream()
        .filter(Finding.Failure.class::isInstance)
        .map(finding -> ((Finding.Failure) finding).reason())
        .distinct()
        .toList();
  }

  private static Optional<Json> parsed(Bytes bytes) {
    try {
      var quote = TdxQuote.inspect(bytes);
      return Optional.of(TdxParsed.of(quote, PckChain.claimed(quote.auth().pckChain())));
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  /** A bundle of vectors: a document that is missing is refused by the step that needs it. */
  private static TdxCollateral bundle(Bytes json) throws Rejected {
    if (!(JsonReader.document(json, MAX_BUNDLE) instanceof Json.Obj members)) {
      throw new Rejected(Reason.FIELD_TYPE, "the collateral is not an object");
    }
    return new TdxCollateral(
        text(members, "pck_crl_issuer_chain"),
        text(members, "root_ca_crl"),
        text(members, "pck_crl"),
        text(members, "tcb_info_issuer_chain"),
        text(members, "tcb_info"),
        text(members, "tcb_info_signature"),
        text(members, "qe_identity_issuer_chain"),
        text(members, "qe_identity"),
        text(members, "qe_identity_signature"));
  }

  private static String text(Json.Obj members, String name) {
    return members.get(name) instanceof Json.Str(String text) ? text : "";
  }
}
