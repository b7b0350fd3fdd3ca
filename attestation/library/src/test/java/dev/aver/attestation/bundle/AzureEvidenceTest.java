// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.KeysetPolicy;
import dev.aver.attestation.policy.MachinePolicy;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.Findings;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.result.PerformedBy;
import dev.aver.attestation.result.Verdict;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.vtpm.VtpmPolicy;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence from behind Azure's paravisor, genuine and altered in each of its parts. */
class AzureEvidenceTest {
  private static final String WHY = "a test";
  private static final int REPORT = 32;
  private static final int RUNTIME_DATA = 32 + 1184 + 20;

  private static Bytes flipped(Bytes bytes, int at) {
    var copy = bytes.toArray();
    copy[at] ^= 1;
    return Bytes.of(copy);
  }

  private static SnpPolicy snp() {
    return SnpPolicy.authentic(WHY).revocationUnchecked("AMD's list of that day is not at hand");
  }

  private static AppraisalPolicy policy(VtpmPolicy registers) {
    return new AppraisalPolicy(
        new AnyOf<>(List.of(Tee.AZURE_SNP, Tee.AZURE_TDX)),
        Optional.of(snp()),
        Optional.of(TdxPolicy.uncheckedUnlessNamed(WHY).build()),
        Optional.of(registers),
        KeysetPolicy.unchecked(WHY),
        MachinePolicy.unchecked(WHY));
  }

  private static AppraisalPolicy policy() {
    return policy(VtpmPolicy.unchecked(WHY));
  }

  /** What the hardware checks and those of the facts find. */
  private static Findings check(AzureSamples sample, AppraisalPolicy policy) throws Rejected {
    var findings = new Findings();
    checked(sample, policy, findings);
    return findings;
  }

  private static HardwareResult checked(
      AzureSamples sample, AppraisalPolicy policy, Findings findings) throws Rejected {
    var options = Verification.at(AzureSamples.AT, PerformedBy.LIBRARY).with(policy);
    return new EvidenceChecks(sample.evidence(), options, findings).check(AzureSamples.AT);
  }

  private static List<Reason> reasons(Findings findings) {
    return Arrays.stream(CheckName.values())
        .flatMap(check -> findings.of(check).stream())
        .filter(Finding.Failure.class::isInstance)
        .map(finding -> ((Finding.Failure) finding).reason())
        .toList();
  }

  @Test
  void allOfAGenuineGuestHoldsTogetherAndSaysNothingOfOurKeyset() throws Exception {
    var findings = new Findings();
    var result = checked(AzureSamples.genuine(), policy(), findings);
    assertEquals(List.of(Reason.REPORT_DATA_MISMATCH), reasons(findings));
    for (var step : List.of(1, 2, 3, 4, 5, 6, 7, 8)) {
      assertTrue(findings.passed(CheckName.hardware(step)), "hardware." + step);
    }
    assertTrue(findings.passed(CheckName.HARDWARE_TEE));
    assertFalse(findings.passed(CheckName.FACTS_PATH));
    var vtpm = (Json.Obj) result.claims().get("vtpm");
    assertEquals(24, ((Json.Obj) vtpm.members().get("pcrs")).members().size());
    assertTrue(vtpm.members().containsKey("vmConfiguration"));
  }

  static Stream<Arguments> altered() throws Rejected {
    var good = AzureSamples.genuine();
    var user = RUNTIME_DATA + 1000;
    var registers = new ArrayList<>(good.quote().pcrs());
    registers.set(7, flipped(registers.get(7), 31));
    return Stream.of(
        Arguments.of("signature of HCL", good.hcl(flipped(good.hcl(), 0)), Reason.HCL_FORMAT),
        Arguments.of("HCL cut", good.hcl(good.hcl().slice(0, 1500)), Reason.HCL_FORMAT),
        Arguments.of("the report alone", good.hcl(good.hcl().slice(32, 1216)), Reason.HCL_FORMAT),
        Arguments.of("TDX's name", good.as(Tee.AZURE_TDX), Reason.HCL_FORMAT),
        Arguments.of(
            "runtime data", good.hcl(flipped(good.hcl(), user)), Reason.RUNTIME_DATA_MISMATCH),
        Arguments.of(
            "report data",
            good.hcl(flipped(good.hcl(), REPORT + 0x50)),
            Reason.RUNTIME_DATA_MISMATCH),
        Arguments.of(
            "measurement", good.hcl(flipped(good.hcl(), REPORT + 0x90)), Reason.SIGNATURE_INVALID),
        Arguments.of(
            "message cut",
            good.message(good.quote().message().slice(0, 80)),
            Reason.TPM_QUOTE_FORMAT),
        Arguments.of(
            "not made by a TPM",
            good.message(flipped(good.quote().message(), 0)),
            Reason.TPM_QUOTE_FORMAT),
        Arguments.of(
            "nonce", good.message(flipped(good.quote().message(), 50)), Reason.TPM_QUOTE_SIGNATURE),
        Arguments.of(
            "signature",
            good.signature(flipped(good.quote().signature(), 3)),
            Reason.TPM_QUOTE_SIGNATURE),
        Arguments.of("no signature", good.signature(Bytes.EMPTY), Reason.TPM_QUOTE_SIGNATURE),
        Arguments.of("another key", good.signature(anothers(good)), Reason.TPM_QUOTE_SIGNATURE),
        Arguments.of("register", good.pcrs(registers), Reason.PCR_MISMATCH),
        Arguments.of(
            "registers in other order",
            good.pcrs(good.quote().pcrs().reversed()),
            Reason.PCR_MISMATCH),
        Arguments.of(
            "a register too few",
            good.pcrs(good.quote().pcrs().subList(0, 23)),
            Reason.TPM_QUOTE_FORMAT));
  }

  private static Bytes anothers(AzureSamples sample) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(generator.generateKeyPair().getPrivate());
      signer.update(sample.quote().message().asByteBuffer());
      return Bytes.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("altered")
  void eachPartIsRefusedForItsOwnReason(String what, AzureSamples altered, Reason reason)
      throws Rejected {
    var findings = check(altered, policy());
    assertTrue(reasons(findings).contains(reason), () -> reasons(findings).toString());
    assertFalse(findings.passed(CheckName.REPORT_DATA), "rests on what failed");
  }

  @Test
  void noByteThatCountsCanBeAnother() throws Exception {
    var good = AzureSamples.genuine();
    for (var at = RUNTIME_DATA; at < RUNTIME_DATA + 1110; at += 13) {
      assertFalse(check(good.hcl(flipped(good.hcl(), at)), policy()).passed(CheckName.HARDWARE_6));
    }
    for (var at = REPORT; at < REPORT + 1184; at += 17) {
      assertNotEquals(
          List.of(Reason.REPORT_DATA_MISMATCH),
          reasons(check(good.hcl(flipped(good.hcl(), at)), policy())));
    }
    for (var at = 0; at < good.quote().message().size(); at++) {
      var message = flipped(good.quote().message(), at);
      assertFalse(check(good.message(message), policy()).passed(CheckName.HARDWARE_6));
    }
  }

  @Test
  void whatThePolicyDemandsOfTheRegistersIsDemandedOfTheQuotedOnes() throws Exception {
    var good = AzureSamples.genuine();
    var demands = new ArrayList<Expectation<Bytes>>(VtpmPolicy.unchecked(WHY).pcrs());
    demands.set(11, new Exactly<>(good.quote().pcrs().get(11)));
    var own = policy(new VtpmPolicy(demands));
    assertEquals(List.of(Reason.REPORT_DATA_MISMATCH), reasons(check(good, own)));
    demands.set(11, new Exactly<>(good.quote().pcrs().get(12)));
    var others = policy(new VtpmPolicy(demands));
    assertEquals(Reason.PCR_NOT_ACCEPTED, reasons(check(good, others)).getFirst());
    demands.set(11, new AnyOf<>(List.of()));
    var nothing = policy(new VtpmPolicy(demands));
    assertEquals(Reason.PCR_NOT_ACCEPTED, reasons(check(good, nothing)).getFirst());
  }

  @Test
  void aPolicyForBareMachinesDoesNotAcceptAParavisor() throws Exception {
    var bare =
        new AppraisalPolicy(
            new Exactly<>(Tee.SEV_SNP),
            Optional.of(snp()),
            Optional.empty(),
            KeysetPolicy.unchecked(WHY),
            MachinePolicy.unchecked(WHY));
    var findings = check(AzureSamples.genuine(), bare);
    assertTrue(reasons(findings).contains(Reason.TEE_NOT_ACCEPTED));
    assertFalse(findings.passed(CheckName.HARDWARE_8), "nobody looked at the registers");
  }

  @Test
  void theHashOfTheSixtyFourBytesBindsEnclaveAndFacts() throws Exception {
    var bundle = EvidenceBundle.parse(BundleFiles.read("evidence-mixed-facts"));
    var enclave = bundle.keyset().enclave();
    var signed = bundle.report().slice(0x50, 0x50 + 64);
    var quoted = Hashes.sha256(signed).bytes();
    assertEquals(signed, Facts.behind(quoted, enclave, bundle.facts()));
    for (var other : List.of(Hashes.sha256(quoted).bytes(), quoted.slice(0, 31), Bytes.EMPTY)) {
      refused(other, enclave, bundle);
    }
    refused(quoted, Hashes.sha256(Bytes.utf8("another enclave")), bundle);
  }

  private static void refused(Bytes quoted, Digest enclave, EvidenceBundle bundle) {
    try {
      Facts.behind(quoted, enclave, bundle.facts());
    } catch (Rejected e) {
      assertEquals(Reason.REPORT_DATA_MISMATCH, e.reason());
      return;
    }
    throw new AssertionError("bound to " + quoted);
  }

  @Test
  void asADocumentItGoesThroughTheOneVerifier() throws Exception {
    var json = AzureSamples.genuine().json();
    assertEquals(json, EvidenceBundle.parse(json).toJson());
    var options = Verification.at(AzureSamples.AT, PerformedBy.LIBRARY).with(policy());
    var result = Verifier.verify(BundleFiles.text(json), options);
    assertEquals(Verdict.REJECTED, result.verdict());
    assertEquals(Optional.of(Tee.AZURE_SNP), result.tee());
    assertEquals(
        List.of(Reason.KEYSET_NOT_YET_VALID, Reason.CRL_SIGNATURE, Reason.CRL_NOT_YET_VALID),
        result.reasons());
    var accepting = AppraisalPolicy.accepting(EvidenceBundle.parse(json));
    assertEquals(24, accepting.vtpm().orElseThrow().pcrs().size());
    assertEquals(accepting, AppraisalPolicy.parse(BundleFiles.text(accepting.toJson())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpm", "report", "endorsements"})
  void noMemberCanBeMissing(String member) throws Exception {
    var json = BundleFiles.without(AzureSamples.genuine().json(), member);
    var result = Verifier.verify(BundleFiles.text(json), BundleFiles.options());
    assertEquals(List.of(Reason.FIELD_MISSING), result.reasons());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpm", "quote"})
  void noMemberOfAnotherKindIsCarriedAlong(String member) throws Exception {
    var tpm = AzureSamples.genuine().json().members().get("tpm");
    var members = new LinkedHashMap<>(BundleFiles.json("evidence-nonce").members());
    members.put(member, tpm);
    var result = Verifier.verify(BundleFiles.text(new Json.Obj(members)), BundleFiles.options());
    assertEquals(List.of(Reason.FIELD_UNKNOWN), result.reasons());
  }

  @Test
  void azuresNamesAreNoSoftwareTees() {
    var software =
        BundleFiles.options().trustAnchors().all().stream().filter(Tee.SOFTWARE_SNP::endsIn);
    assertTrue(software.noneMatch(Tee.AZURE_SNP::endsIn));
  }
}
