// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.KeysetPolicy;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.CheckOutcome;
import dev.aver.attestation.result.Explanation;
import dev.aver.attestation.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleVerificationTest {
  private static final List<String> MALFORMED =
      List.of(
          "evidence-a-receipt",
          "evidence-facts-nine",
          "evidence-member-twice",
          "evidence-models-unsorted",
          "evidence-models-without-manifests",
          "evidence-not-json");

  static Stream<String> wellFormed() throws IOException {
    try (var files = Files.list(BundleFiles.folder().resolve("bundles"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .filter(name -> !MALFORMED.contains(name))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void aBundleIsTheSameAfterATripThroughItsObjects(String name) throws Exception {
    var bytes = BundleFiles.read(name);
    if (name.startsWith("evidence")) {
      var bundle = EvidenceBundle.parse(bytes);
      assertEquals(bundle, EvidenceBundle.parse(BundleFiles.text(bundle.toJson())));
    } else {
      var bundle = ProofBundle.parse(bytes);
      assertEquals(bundle, ProofBundle.parse(BundleFiles.text(bundle.toJson())));
    }
  }

  @Test
  void withoutAPolicyEvidenceIsAuthenticAndNotAppraised() {
    var result = Verifier.verify(BundleFiles.read("evidence-nonce"), BundleFiles.options());
    assertEquals(Verdict.INCOMPLETE, result.verdict(), () -> text(result));
    assertEquals("incomplete, NOT_CHECKED, software TEE", Explanation.firstLine(result));
    assertEquals("skip", outcome(result, "hardware.8").outcome());
    assertEquals(Json.of("unknown"), result.claims().get("location"));
  }

  /** No rule for quotes needs this chain; evidence without it is not whole all the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "none",
        """
        -----BEGIN CERTIFICATE-----
        MAMCAQE=
        -----END CERTIFICATE-----
        """,
        """
        -----BEGIN CERTIFICATE-----
        MAMCAQE=
        -----END CERTIFICATE-----
        -----BEGIN CERTIFICATE-----
        MAMCAQE=
        -----END CERTIFICATE-----
        """
      })
  void anIssuerChainThatNobodyNeedsIsReadAllTheSame(String chain) throws Exception {
    var evidence =
        BundleFiles.with(
            BundleFiles.json("evidence-tdx-v5"),
            "endorsements",
            endorsements ->
                BundleFiles.with(
                    (Json.Obj) endorsements, "pck_crl_issuer_chain", old -> Json.of(chain)));
    var result = Verifier.verify(BundleFiles.text(evidence), BundleFiles.options());
    assertEquals(Verdict.REJECTED, result.verdict(), () -> text(result));
    assertEquals(List.of(Reason.ENDORSEMENT_PARSE), result.reasons());
    assertEquals("fail", outcome(result, "hardware.3").outcome());
  }

  @Test
  void withoutAPolicyADebuggableGuestIsRefusedAllTheSame() throws Exception {
    var debug = BundleFiles.debuggable();
    var result = Verifier.verify(BundleFiles.text(debug), BundleFiles.options());
    assertTrue(result.reasons().contains(Reason.POLICY_DEBUG), () -> text(result));
  }

  @Test
  void aRootThatWasNotNamedIsTrustedByNobody() {
    var bytes = BundleFiles.read("evidence-nonce");
    var options = BundleFiles.options().with(TrustAnchors.vendor());
    var result = Verifier.verify(bytes, options);
    assertTrue(result.reasons().contains(Reason.ANCHOR_MISSING), () -> text(result));
    assertTrue(result.anchor().isEmpty());
  }

  @Test
  void aNonceOfAnotherVerifierIsNotOurs() {
    var options = BundleFiles.options().withNonce(Hashes.sha256(Bytes.utf8("another's nonce")));
    var result = Verifier.verify(BundleFiles.read("evidence-nonce"), options);
    assertEquals(List.of(Reason.NONCE_MISMATCH), result.reasons());
  }

  @Test
  void aProofSaysHowFarItGoesAndWhoVouchesForItsTime() throws Exception {
    var policy = policyOf("proof-attested");
    var result =
        Verifier.verify(BundleFiles.read("proof-attested"), BundleFiles.options().with(policy));
    assertEquals(Verdict.VERIFIED, result.verdict(), () -> text(result));
    assertEquals("verified, software TEE", Explanation.firstLine(result));
    assertEquals(Json.of("attested"), result.claims().get("level"));
    assertEquals(Json.of("enclave"), result.claims().get("timeSource"));
    assertEquals("skip", outcome(result, "anchor.chain").outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"proof-attested", "proof-logged", "proof-of-embeddings", "proof-tdx"})
  void aPublicProofIsJoinedToItsReceiptAndToNoOther(String name) throws Exception {
    var whole = ProofBundle.parse(BundleFiles.read(name));
    var published =
        PublicProof.parse(
            BundleFiles.without(
                BundleFiles.without(BundleFiles.json(name), "receipt"), "disclosed"));
    assertTrue(published.isOf(whole.receipt()));
    assertEquals(whole.receipt(), published.join(whole.receipt()).receipt());
    var other = ProofBundle.parse(BundleFiles.read("proof-of-tool-call")).receipt();
    assertFalse(published.isOf(other));
    var options = BundleFiles.options().with(policyOf(name));
    var joined = BundleFiles.text(published.join(whole.receipt()).toJson());
    assertEquals(Verdict.VERIFIED, Verifier.verify(joined, options).verdict());
    var mixed = BundleFiles.text(published.join(other).toJson());
    assertEquals(Verdict.REJECTED, Verifier.verify(mixed, options).verdict());
  }

  @Test
  void aReceiptAloneIsRefusedWithAHint() throws Exception {
    var receipt = ProofBundle.parse(BundleFiles.read("proof-signed")).receipt();
    var result = Verifier.verify(BundleFiles.text(receipt.toJson()), BundleFiles.options());
    assertEquals(List.of(Reason.TYPE_UNKNOWN), result.reasons());
    var hint = outcome(result, "proof.format").detail();
    assertTrue(hint.contains("/v1/proofs/" + receipt.digest()), hint);
    var broken = BundleFiles.with(receipt.toJson(), "sequence", old -> Json.of("1"));
    assertEquals(
        List.of(Reason.FIELD_TYPE),
        Verifier.verify(BundleFiles.text(broken), BundleFiles.options()).reasons());
  }

  @Test
  void consistencyLeadsToACheckpointOfTheEvidenceOrNowhere() throws Exception {
    var json = BundleFiles.json("proof-logged").members();
    var members = new LinkedHashMap<>(json);
    members.put("consistency", Json.array(List.of(Json.of("0x" + "22".repeat(32)))));
    var result = Verifier.verify(BundleFiles.text(new Json.Obj(members)), BundleFiles.options());
    assertEquals(List.of(Reason.FIELD_UNKNOWN), result.reasons());
  }

  @Test
  void aBareReportIsVerifiedAsFarAsItGoes() throws Exception {
    var evidence = EvidenceBundle.parse(BundleFiles.read("evidence-nonce"));
    var bare =
        new Json.Obj(
            Map.copyOf(
                join(
                    evidence.endorsements().toJson(),
                    Json.object().put("report", evidence.report().base64Url()).build())));
    var options = BundleFiles.options();
    assertEquals(
        Verdict.INCOMPLETE, Verifier.verifyReport(BundleFiles.text(bare), options).verdict());
    var policy = AppraisalPolicy.accepting(evidence);
    var appraised = Verifier.verifyReport(BundleFiles.text(bare), options.with(policy));
    assertEquals(Verdict.INCOMPLETE, appraised.verdict(), () -> text(appraised));
    assertEquals("skip", outcome(appraised, "hardware.8").outcome());
    var hardwareOnly =
        new AppraisalPolicy(
            policy.tee(),
            policy.snp(),
            policy.tdx(),
            KeysetPolicy.unchecked("a bare report names no keyset"),
            policy.machines());
    var verified = Verifier.verifyReport(BundleFiles.text(bare), options.with(hardwareOnly));
    assertEquals(Verdict.VERIFIED, verified.verdict(), () -> text(verified));
    var withoutCrl =
        Verifier.verifyReport(
            BundleFiles.text(BundleFiles.without(bare, "crl")), options.with(hardwareOnly));
    assertEquals(List.of(Reason.CRL_MISSING), withoutCrl.reasons());
    var nobodyAsked =
        Verifier.verifyReport(BundleFiles.text(BundleFiles.without(bare, "crl")), options);
    assertEquals(Verdict.INCOMPLETE, nobodyAsked.verdict());
    assertEquals("skip", outcome(nobodyAsked, "hardware.4").outcome());
    var excused =
        new AppraisalPolicy(
            hardwareOnly.tee(),
            hardwareOnly.snp().map(demands -> demands.revocationUnchecked("we are offline")),
            hardwareOnly.tdx(),
            hardwareOnly.keyset(),
            hardwareOnly.machines());
    var offline =
        Verifier.verifyReport(
            BundleFiles.text(BundleFiles.without(bare, "crl")), options.with(excused));
    assertEquals(Verdict.VERIFIED, offline.verdict(), () -> text(offline));
    assertEquals("skip", outcome(offline, "hardware.4").outcome());
    assertTrue(outcome(offline, "hardware.4").detail().contains("we are offline"));
  }

  private static Map<String, Json> join(Json.Obj first, Json.Obj second) {
    var members = new LinkedHashMap<>(first.members());
    members.putAll(second.members());
    return members;
  }

  @Test
  void whateverTheBytesAreThereIsAResult() {
    var random = new Random(11);
    for (var name : List.of("proof-witnessed", "evidence-tdx-v5")) {
      var whole = BundleFiles.read(name);
      for (var i = 0; i < 300; i++) {
        var bytes = whole.toArray();
        for (var flips = random.nextInt(1, 4); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        var cut = Bytes.of(bytes).slice(0, random.nextInt(4) > 0 ? bytes.length : bytes.length / 2);
        var result = Verifier.verify(cut, BundleFiles.options());
        assertNotEquals(Verdict.VERIFIED, result.verdict());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "[]", "0", "\"\"", "{}", "{\"type\":1}", "{\"type\":{}}"})
  void aDocumentThatIsNoneIsRejected(String text) {
    var result = Verifier.verify(Bytes.utf8(text), BundleFiles.options());
    assertEquals(Verdict.REJECTED, result.verdict());
    assertEquals(1, result.reasons().size());
  }

  @Test
  void aBundleOverOneMebibyteIsTooLarge() {
    var large = Bytes.of(new byte[EvidenceBundle.MAX_BYTES + 1]);
    var result = Verifier.verify(large, BundleFiles.options());
    assertEquals(List.of(Reason.TOO_LARGE), result.reasons());
  }

  private static AppraisalPolicy policyOf(String proof) throws Rejected {
    return AppraisalPolicy.accepting(ProofBundle.parse(BundleFiles.read(proof)).evidence());
  }

  private static CheckOutcome outcome(AttestationResult result, String check) {
    return result.checks().stream()
        .filter(line -> line.name().text().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private static String text(AttestationResult result) {
    return JsonWriter.write(result.toJson());
  }
}
