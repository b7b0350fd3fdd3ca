// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.ear;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A result as claims of an EAT Attestation Result (draft-ietf-rats-ear-04). Unsigned claims are
 * nobody's word: {@link EarKey#sign} makes the token.
 *
 * @param developer who makes the verifier
 * @param build which build of it
 */
public record Ear(String developer, String build) {
  /** The media type of the signed form. */
  public static final String MEDIA_TYPE = "application/eat+jwt";

  /** The {@code eat_profile}. */
  public static final String PROFILE = "tag:ietf.org,2026:rats/ear#04";

  /** What no attester says of itself, though it stands among the result's claims. */
  private static final Set<String> OF_THE_VERIFIER =
      Set.of("judgedAt", "location", "owner", "image", "imageSource", "level", "timeSource");

  private static final long MILLIS = 1000;

  /**
   * The claims. A result that is not verified affirms nothing: rejected is contraindicated,
   * incomplete none.
   *
   * @param document the bytes that were verified
   * @param asked by what they were verified
   */
  public Json.Obj claims(AttestationResult result, Bytes document, Verification asked) {
    var vector = TrustVector.of(result, asked);
    var status = status(result, vector).text();
    var appraisal =
        Json.object().put("ear_status", status).put("ear_trustworthiness_vector", vector.toJson());
    if (asked.policy().isPresent()) {
      appraisal.put("ear_appraisal_policy_ids", Json.array(policyIds(asked)));
    }
    if (asked.nonce().isPresent() && passed(result, CheckName.FACTS_NONCE)) {
      appraisal.put("eat_nonce", nonce(asked.nonce().get()));
    }
    appraisal
        .put("ear_attester_claims", attesterClaims(result))
        .put("ear_verifier_claims", verifierClaims(result, document));
    var claims =
        Json.object()
            .put("eat_profile", PROFILE)
            .put("iat", result.verifiedAt() / MILLIS)
            .put(
                "ear_verifier_id",
                Json.object().put("developer", developer).put("build", build).build())
            .put("ear_status", status);
    asked.nonce().ifPresent(nonce -> claims.put("eat_nonce", nonce(nonce)));
    var name = "aver/" + result.subject().name().toLowerCase(Locale.ROOT);
    return claims.put("submods", Json.object().put(name, appraisal.build()).build()).build();
  }

  private static TrustTier status(AttestationResult result, TrustVector vector) {
    return switch (result.verdict()) {
      case REJECTED -> TrustTier.CONTRAINDICATED;
      case INCOMPLETE -> TrustTier.NONE;
      case VERIFIED -> vector.worst();
    };
  }

  /** What it was appraised by: the policy, then the reference values where there are some. */
  private static List<Json> policyIds(Verification asked) {
    return Stream.concat(
            asked.policy().map(AppraisalPolicy::toJson).stream(),
            asked.referenceValues().map(ReferenceValues::toJson).stream())
        .map(Ear::id)
        .toList();
  }

  /** RFC 6920: names exactly this document, whoever has it. */
  private static Json id(Json document) {
    try {
      return Json.of("ni:///sha-256;" + Jcs.digest(document).bytes().base64Url());
    } catch (Rejected e) {
      throw new IllegalStateException("it holds integers and strings", e);
    }
  }

  private static String nonce(Digest nonce) {
    return nonce.bytes().base64Url();
  }

  private static boolean passed(AttestationResult result, CheckName name) {
    return result.checks().stream()
        .anyMatch(check -> check.name() == name && check.outcome().equals("pass"));
  }

  private static Json.Obj attesterClaims(AttestationResult result) {
    var claims = Json.object();
    result.claims().members().entrySet().stream()
        .filter(claim -> !OF_THE_VERIFIER.contains(claim.getKey()))
        .forEach(claim -> claims.put(claim.getKey(), claim.getValue()));
    return claims.build();
  }

  private static Json.Obj verifierClaims(AttestationResult result, Bytes document) {
    var claims =
        Json.object()
            .put("verdict", result.verdict().text())
            .put("performedBy", result.performedBy().text())
            .put("evidence", Hashes.sha256(document).toString())
            .put(
                "reasons",
                Json.array(
                    result.reasons().stream().distinct().map(r -> Json.of(r.name())).toList()));
    result.tee().ifPresent(tee -> claims.put("tee", tee.text()));
    result.anchor().ifPresent(root -> claims.put("anchor", root.spki().toString()));
    if (result.verdict() != Verdict.REJECTED) {
      result.claims().members().entrySet().stream()
          .filter(claim -> OF_THE_VERIFIER.contains(claim.getKey()))
          .forEach(claim -> claims.put(claim.getKey(), claim.getValue()));
    }
    return claims.build();
  }
}
