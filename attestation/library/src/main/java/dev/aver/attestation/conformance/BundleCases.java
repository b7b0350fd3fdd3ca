// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.log.VerifierKey;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.KeysetPolicy;
import dev.aver.attestation.policy.MachinePolicy;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.PerformedBy;
import dev.aver.attestation.result.Verdict;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.vtpm.VtpmPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Evidence and proofs as whole documents, by the default policy of the index: whatever it does not
 * demand is unchecked in as many words.
 */
final class BundleCases {
  private static final String UNCHECKED = "not demanded by the default policy of the vectors";

  private static final OptionalLong NO_TIME = OptionalLong.empty();
  private static final Pattern SOFTWARE = Pattern.compile("\"tee\"\\s*:\\s*\"software-");

  private BundleCases() {}

  static CaseOutcome evidence(FormatCase formatCase) throws Rejected {
    var document = formatCase.documentFile();
    return outcome(Verifier.verifyEvidence(document, options(formatCase, document)));
  }

  static CaseOutcome proof(FormatCase formatCase) throws Rejected {
    var document = formatCase.documentFile();
    return outcome(Verifier.verifyProof(document, options(formatCase, document)));
  }

  private static CaseOutcome outcome(AttestationResult result) {
    if (result.verdict() != Verdict.VERIFIED) {
      return new CaseOutcome.Refused(result.reasons());
    }
    return result.claims().get("level") instanceof Json.Str(String level)
        ? new CaseOutcome.Accepted(Optional.of(level))
        : CaseOutcome.accepted();
  }

  private static Verification options(FormatCase formatCase, Bytes document) throws Rejected {
    var inputs = formatCase.inputs();
    var anchors = new ArrayList<Bytes>();
    for (var path : texts(inputs, "trustAnchors")) {
      anchors.add(formatCase.file(path));
    }
    var at = inputs.has("verifyAt") ? OptionalLong.of(inputs.integer("verifyAt")) : NO_TIME;
    return new Verification(
        TrustAnchors.vendor().withSoftware(anchors),
        Optional.of(policy(kind(document))),
        at,
        at.orElse(0),
        inputs.has("nonce") ? Optional.of(inputs.digest("nonce")) : Optional.<Digest>empty(),
        keys(inputs, "journals"),
        keys(inputs, "witnesses"),
        inputs.has("quorum") ? OptionalInt.of((int) inputs.integer("quorum")) : OptionalInt.empty(),
        PerformedBy.LIBRARY,
        Optional.empty());
  }

  private static List<VerifierKey> keys(Values inputs, String name) throws Rejected {
    var keys = new ArrayList<VerifierKey>();
    for (var vkey : texts(inputs, name)) {
      keys.add(VerifierKey.parse(vkey));
    }
    return keys;
  }

  private static List<String> texts(Values inputs, String name) {
    return inputs.has(name)
        ? inputs.list(name).stream()
            .map(json -> json instanceof Json.Str(String text) ? text : "")
            .toList()
        : List.of();
  }

  /** A policy cannot accept both kinds of TEE, the vectors do: each case gets the one it names. */
  private static TrustAnchor.Kind kind(Bytes document) {
    var text = new String(document.toArray(), StandardCharsets.UTF_8);
    return SOFTWARE.matcher(text).find() ? TrustAnchor.Kind.SOFTWARE : TrustAnchor.Kind.VENDOR;
  }

  private static AppraisalPolicy policy(TrustAnchor.Kind kind) {
    return new AppraisalPolicy(
        new AnyOf<>(Arrays.stream(Tee.values()).filter(tee -> tee.kind() == kind).toList()),
        Optional.of(SnpPolicy.authentic(UNCHECKED)),
        Optional.of(TdxPolicy.uncheckedUnlessNamed(UNCHECKED).build()),
        Optional.of(VtpmPolicy.unchecked(UNCHECKED)),
        KeysetPolicy.unchecked(UNCHECKED),
        MachinePolicy.unchecked(UNCHECKED));
  }
}
