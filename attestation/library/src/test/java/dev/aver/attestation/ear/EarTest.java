// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.ear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.BundleFiles;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.KeysetPolicy;
import dev.aver.attestation.policy.MachinePolicy;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.result.PerformedBy;
import dev.aver.attestation.result.Verdict;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a result is in AR4SI's words: nothing is affirmed that was not verified and pinned. */
class EarTest {
  private static final Ear EAR = new Ear("a test", "1");
  private static final Digest NONCE =
      parse("0x177bd81f39974f52cf9e9782ca01b6ed000d1398b9b7b13a8f91963296d77ccd");

  private static Digest parse(String text) {
    try {
      return Digest.parse(text);
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  private static Json.Obj claims(Bytes document, Verification asked) {
    return EAR.claims(Verifier.verify(document, asked), document, asked);
  }

  private static Json.Obj appraisal(Json.Obj claims) {
    var submods = (Json.Obj) claims.members().get("submods");
    assertEquals(1, submods.members().size());
    return (Json.Obj) submods.members().values().iterator().next();
  }

  private static Map<String, Json> vector(Json.Obj claims) {
    return ((Json.Obj) appraisal(claims).members().get("ear_trustworthiness_vector")).members();
  }

  private static Verification pinning(String name) throws Rejected {
    var policy = AppraisalPolicy.accepting(EvidenceBundle.parse(BundleFiles.read(name)));
    return BundleFiles.options().with(policy);
  }

  @Test
  void theMandatoryClaimsHaveTheDraftsNames() throws Exception {
    var document = BundleFiles.read("evidence-nonce");
    var asked = pinning("evidence-nonce").withNonce(NONCE);
    var claims = claims(document, asked);
    assertEquals(Json.of("tag:ietf.org,2026:rats/ear#04"), claims.get("eat_profile"));
    assertEquals(Json.of(BundleFiles.AT / 1000), claims.get("iat"));
    assertEquals(
        Json.object().put("developer", "a test").put("build", "1").build(),
        claims.get("ear_verifier_id"));
    assertEquals(Json.of(NONCE.bytes().base64Url()), claims.get("eat_nonce"));
    var appraisal = appraisal(claims);
    assertEquals(Json.of(NONCE.bytes().base64Url()), appraisal.get("eat_nonce"));
    var ids = (Json.Arr) appraisal.members().get("ear_appraisal_policy_ids");
    assertTrue(((Json.Str) ids.elements().getFirst()).value().startsWith("ni:///sha-256;"));
    var verifier = (Json.Obj) appraisal.members().get("ear_verifier_claims");
    assertEquals(Json.of(Hashes.sha256(document).toString()), verifier.get("evidence"));
    assertEquals(Json.of("unknown"), verifier.get("location"));
    var attester = (Json.Obj) appraisal.members().get("ear_attester_claims");
    assertTrue(attester.members().containsKey("enclave"));
    assertNull(attester.get("location"), "no attester knows where it is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evidence-nonce", "evidence-tdx-v4", "evidence-tdx-v5"})
  void aSoftwareTeeIsAWarningHoweverWellItIsVerified(String name) throws Exception {
    var claims = claims(BundleFiles.read(name), pinning(name));
    assertEquals(Json.of("warning"), claims.get("ear_status"));
    assertEquals(Json.of("warning"), appraisal(claims).get("ear_status"));
    assertEquals(Json.of(-33), vector(claims).get("hardware"));
    assertEquals(Json.of(32), vector(claims).get("runtime-opaque"));
    assertEquals(Json.of(2), vector(claims).get("configuration"));
    assertEquals(Json.of(3), vector(claims).get("executables"));
  }

  @Test
  void authenticAndNotAppraisedIsNoClaimAtAll() {
    var claims = claims(BundleFiles.read("evidence-nonce"), BundleFiles.options());
    assertEquals(Json.of("none"), claims.get("ear_status"));
    assertTrue(vector(claims).values().stream().allMatch(Json.of(0)::equals), claims::toString);
    assertNull(appraisal(claims).get("ear_appraisal_policy_ids"));
    assertNull(claims.get("eat_nonce"));
  }

  @ParameterizedTest
  @CsvSource({
    "/keyset/build, executables, 96",
    "/keyset/configuration, configuration, 96",
    "/endorsements/vek, hardware, 99",
    "/endorsements/crl, hardware, 99",
    "/type, hardware, 99",
  })
  void whatWasRefusedSaysWhere(String path, String claim, int value) throws Exception {
    var member = path.substring(1).split("/", -1);
    var json = change(BundleFiles.json("evidence-nonce"), List.of(member));
    var claims = claims(BundleFiles.text(json), pinning("evidence-nonce"));
    assertEquals(Json.of("contraindicated"), claims.get("ear_status"));
    assertEquals(Json.of(value), vector(claims).get(claim), claims::toString);
    var attester = (Json.Obj) appraisal(claims).members().get("ear_attester_claims");
    assertEquals(Map.of(), attester.members(), "what was refused is only what somebody says");
  }

  private static Json.Obj change(Json.Obj object, List<String> path) {
    return BundleFiles.with(
        object,
        path.getFirst(),
        old ->
            path.size() == 1
                ? Json.of(flipped(((Json.Str) old).value()))
                : change((Json.Obj) old, path.subList(1, path.size())));
  }

  /** Another digit in the middle: a value of the same form. */
  private static String flipped(String text) {
    var middle = text.length() / 2;
    var other = text.charAt(middle) == 'a' ? 'b' : 'a';
    return text.substring(0, middle) + other + text.substring(middle + 1);
  }

  @Test
  void nothingOfARefusedOrUnappraisedDocumentIsAffirmed() throws Exception {
    var whole = BundleFiles.read("proof-attested");
    var asked = pinning("evidence-nonce");
    var counted = 0;
    for (var at = 0; at < whole.size(); at += 97) {
      var bytes = whole.toArray();
      bytes[at] ^= 1;
      var document = Bytes.of(bytes);
      for (var options : List.of(asked, BundleFiles.options())) {
        var verdict = Verifier.verify(document, options).verdict();
        if (verdict != Verdict.VERIFIED) {
          var claims = claims(document, options);
          assertFalse(claims.get("ear_status").equals(Json.of("affirming")), claims::toString);
          assertTrue(
              vector(claims).values().stream().noneMatch(EarTest::affirms), claims::toString);
          counted++;
        }
      }
    }
    assertTrue(counted > 50, "only " + counted);
  }

  private static boolean affirms(Json value) {
    return TrustTier.of(Integer.parseInt(((Json.Num) value).literal())) == TrustTier.AFFIRMING;
  }

  @Test
  void genuineHardwareIsAffirmedForWhatWasPinned() throws Exception {
    var unpinned = genuine(new Expectation.Unchecked<>("a test"));
    assertEquals(Json.of("affirming"), unpinned.get("ear_status"));
    assertEquals(Map.of("hardware", Json.of(2), "runtime-opaque", Json.of(2)), vector(unpinned));
    var measurement = Vectors.read("snp/genoa-v5-oak/report.bin").slice(0x90, 0xc0);
    var pinned = genuine(new Exactly<>(measurement));
    assertEquals(Json.of(3), vector(pinned).get("executables"));
    var another = genuine(new Exactly<>(Bytes.of(new byte[48])));
    assertEquals(Json.of("contraindicated"), another.get("ear_status"));
    assertEquals(Map.of("executables", Json.of(96)), vector(another));
  }

  private static Json.Obj genuine(Expectation<Bytes> measurement) throws Exception {
    var bare =
        Json.object()
            .put("report", Vectors.read("snp/genoa-v5-oak/report.bin").base64Url())
            .put("vek", Vectors.read("snp/genoa-v5-oak/vek.der").base64Url());
    for (var name : List.of("ask", "ark")) {
      var pem = Vectors.read("snp/roots/genoa/" + name + ".pem");
      var der = Pem.certificates(pem, 1, Reason.VEK_PARSE).getFirst();
      bare.put(name, der.base64Url());
    }
    var document = BundleFiles.text(bare.build());
    var asked = options(measurement);
    return EAR.claims(Verifier.verifyReport(document, asked), document, asked);
  }

  private static Verification options(Expectation<Bytes> measurement) {
    var snp = SnpPolicy.authentic("a test").revocationUnchecked("a test");
    var identity = snp.identity();
    var policy =
        new AppraisalPolicy(
            new Exactly<>(Tee.SEV_SNP),
            Optional.of(snp.with(identity.withMeasurement(measurement))),
            Optional.empty(),
            KeysetPolicy.unchecked("a test"),
            MachinePolicy.unchecked("a test"));
    var at = Instant.parse("2025-09-06T17:21:41Z").toEpochMilli();
    return Verification.at(at, PerformedBy.LIBRARY).with(policy);
  }

  /** What the reference values pin is pinned, though the policy leaves it to them. */
  @ParameterizedTest
  @ValueSource(strings = {"evidence-nonce", "evidence-tdx-v5"})
  void referenceValuesAffirmWhatTheyPinAndAreNamed(String name) throws Exception {
    var evidence = EvidenceBundle.parse(BundleFiles.read(name));
    var policy = AppraisalPolicy.accepting(evidence);
    var images = List.of(ReferenceImage.accepting(evidence, "ours"));
    var values = new ReferenceValues("us", 0, BundleFiles.AT, images);
    var asked = BundleFiles.options().with(policy.leavingImagesTo("us")).with(values);
    var document = BundleFiles.read(name);
    var claims = claims(document, asked);
    assertEquals(vector(claims(document, BundleFiles.options().with(policy))), vector(claims));
    assertEquals(Json.of("ours"), member(appraisal(claims), "ear_verifier_claims", "image"));
    var ids = appraisal(claims).members().get("ear_appraisal_policy_ids");
    assertEquals(2, ((Json.Arr) ids).elements().size());
    var none = new ReferenceValues("us", 0, BundleFiles.AT, List.of());
    assertEquals(Map.of("executables", Json.of(96)), vector(claims(document, asked.with(none))));
  }

  private static Json member(Json.Obj object, String outer, String name) {
    return ((Json.Obj) object.members().get(outer)).members().get(name);
  }

  @Test
  void everyValueHasOneTier() {
    var counted = new EnumMap<TrustTier, Integer>(TrustTier.class);
    for (var value = -128; value <= 127; value++) {
      counted.merge(TrustTier.of(value), 1, Integer::sum);
    }
    assertEquals(
        Map.of(
            TrustTier.AFFIRMING,
            61,
            TrustTier.NONE,
            3,
            TrustTier.WARNING,
            128,
            TrustTier.CONTRAINDICATED,
            64),
        counted);
  }
}
