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
import java.util.Collection;
import java.util.LinkedHashSet;
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

  /** What is asked, by the roles of the files: without a quote it can only be about the rest. */
  private String operation() {
    if (asked.has(QUOTE) && (asked.has(COLLATERAL) || asked.has("tcb_info"))) {
      return "verify";
    }
    if (TdxEventLogs.in(asked)) {
      return "replay";
    }
    return asked.has(QUOTE) ? "parse" : "collateral";
  }

  private EvidenceAnswer verify(String operation) throws Rejected {
    var quote = files.of(QUOTE);
    var result =
        TdxVerifier.verify(
            quote, bundle(), asked.verifyAtOrZero(), anchors(), TdxCasePolicy.of(asked.policy()));
    var reasons = new LinkedHashSet<>(reasons(result));
    if (!PinnedRoot.ends(quote, files.roots(List.of()))) {
      reasons.add(Reason.PCK_CHAIN_UNTRUSTED_ROOT);
    }
    var details = claims(result);
    parsed(quote).ifPresent(fields -> details.put("parsed", fields));
    reasons.addAll(new TdxEventLogs(asked, files).check(Optional.of(quote), details));
    reasons.addAll(new VtpmCase(asked, files).check(result.reportData(), details));
    return answer(operation, EvidenceAnswer.ACCEPT, reasons, details);
  }

  private TdxCollateral bundle() throws Rejected {
    return asked.has(COLLATERAL)
        ? bundle(files.of(COLLATERAL))
        : new PcsFiles(asked, files).bundle();
  }

  private EvidenceAnswer replay(String operation) {
    var details = Json.object();
    var quote = asked.has(QUOTE) ? Optional.of(files.of(QUOTE)) : Optional.<Bytes>empty();
    quote.flatMap(TdxCases::parsed).ifPresent(fields -> details.put("parsed", fields));
    var reasons = new TdxEventLogs(asked, files).check(quote, details);
    return answer(operation, "replay", reasons, details);
  }

  private EvidenceAnswer parse(String operation) {
    var details = Json.object();
    var quote = files.of(QUOTE);
    parsed(quote).ifPresent(fields -> details.put("parsed", fields));
    var problems = TdxQuote.examine(quote).problems();
    var reasons = problems.stream().map(Rejected::reason).toList();
    return answer(operation, "parse-ok", reasons, details);
  }

  private EvidenceAnswer collateral(String operation) throws Rejected {
    var at = asked.verifyAtOrZero();
    var result =
        asked.has(COLLATERAL)
            ? CollateralVerifier.verify(bundle(), at, anchors())
            : CollateralVerifier.verifyGiven(bundle(), at, anchors());
    return answer(operation, "collateral-ok", reasons(result), claims(result));
  }

  private EvidenceAnswer answer(
      String operation, String good, Collection<Reason> reasons, Json.Builder details) {
    return reasons.isEmpty()
        ? EvidenceAnswer.good(asked.id(), operation, good, details.build())
        : EvidenceAnswer.refused(asked.id(), operation, IndexWords.of(reasons), details.build());
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
        .toList();
  }

  private static Optional<Json> parsed(Bytes bytes) {
    try {
      var quote = TdxQuote.inspect(bytes);
      return Optional.of(TdxParsed.of(quote, PckChain.claimed(quote.auth().pem())));
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  /**
   * A bundle of vectors: a document that is missing is refused by the step that needs it, and in a
   * file that is no bundle all of them are.
   */
  private static TdxCollateral bundle(Bytes json) {
    var members = members(json);
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

  private static Json.Obj members(Bytes json) {
    try {
      if (JsonReader.document(json, MAX_BUNDLE) instanceof Json.Obj members) {
        return members;
      }
    } catch (Rejected e) {
      // what cannot be read holds no document
    }
    return Json.object().build();
  }

  private static String text(Json.Obj members, String name) {
    return members.get(name) instanceof Json.Str(String text) ? text : "";
  }
}
