// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.Endorsements;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.PerformedBy;
import dev.aver.attestation.result.Verdict;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import dev.aver.software.azure.HclDraft;
import dev.aver.software.azure.Paravisor;
import dev.aver.software.azure.TpmQuoteDraft;
import dev.aver.software.snp.BenchFolder;
import dev.aver.software.snp.SnpGuest;
import dev.aver.software.snp.SnpMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Azure's evidence whole, from keys to verdict, over machines in software, knob by knob. */
class ParavisorTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_780_315_200_000L);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Bytes MEASUREMENT = Bytes.of(new byte[48]);
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private static Path directory;
  private static Map<Tee, SoftwareTee> machines;
  private static Map<Tee, Paravisor> paravisors;
  private static EvidenceBundle borrowed;

  @BeforeAll
  static void start() throws Exception {
    BenchFolder.genoa(directory, NOW);
    machines =
        Map.of(
            Tee.SOFTWARE_AZURE_SNP, machine(Shape.GENOA),
            Tee.SOFTWARE_AZURE_TDX, machine(Shape.TDX_15));
    paravisors =
        machines.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> Paravisor.start(entry.getValue(), RANDOM)));
    borrowed = EvidenceBundle.parse(vector("evidence-nonce"));
  }

  private static SoftwareTee machine(Shape shape) throws IOException {
    return SoftwareTee.open(directory, CLOCK, RANDOM, shape, MEASUREMENT, said -> {});
  }

  /** A keyset and its facts, which are told to the paravisor here. */
  private static Bytes vector(String name) throws IOException {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    var file = folder.resolve("attestation/vectors/bundles/" + name + ".json");
    return Bytes.of(Files.readAllBytes(file));
  }

  private static <T> T of(Map<Tee, T> all, Tee tee) {
    return Optional.ofNullable(all.get(tee)).orElseThrow();
  }

  private static Bytes reportData() {
    return borrowed.report().slice(0x50, 0x50 + 64);
  }

  /** The evidence of our keyset behind this kind of paravisor, turned by these knobs. */
  private static EvidenceBundle evidence(
      Tee tee, UnaryOperator<HclDraft> hcl, UnaryOperator<TpmQuoteDraft> quote) throws IOException {
    var paravisor = of(paravisors, tee);
    return evidence(
        tee,
        hcl.apply(paravisor.hcl()).bytes(),
        paravisor.hardwareReport(),
        quote.apply(paravisor.quote(reportData())).signed(),
        of(machines, tee).endorsements());
  }

  private static EvidenceBundle evidence(
      Tee tee, Bytes hcl, Bytes hardwareReport, SignedQuote quote, Endorsements endorsements) {
    return new EvidenceBundle(
        tee,
        borrowed.keyset(),
        borrowed.facts(),
        hcl,
        tee.family() == Family.TDX ? Optional.of(hardwareReport) : Optional.empty(),
        Optional.of(quote),
        endorsements,
        borrowed.models(),
        borrowed.build(),
        borrowed.configuration(),
        borrowed.ohttpKeys(),
        borrowed.eventLogs());
  }

  private static EvidenceBundle untouched(Tee tee) throws IOException {
    return evidence(tee, UnaryOperator.identity(), UnaryOperator.identity());
  }

  private static Verification options(Tee tee) throws Rejected {
    var root = Bytes.utf8(of(machines, tee).anchorPem());
    return Verification.at(NOW.toEpochMilli(), PerformedBy.LIBRARY)
        .with(TrustAnchors.vendor().withSoftware(List.of(root)));
  }

  private static AttestationResult verify(EvidenceBundle evidence, Verification options) {
    return Verifier.verify(Bytes.utf8(JsonWriter.write(evidence.toJson())), options);
  }

  /** By the policy that accepts what this paravisor says if nobody turns a knob. */
  private static AttestationResult verify(Tee tee, EvidenceBundle evidence) throws Exception {
    return verify(evidence, options(tee).with(AppraisalPolicy.accepting(untouched(tee))));
  }

  @ParameterizedTest
  @EnumSource(names = {"SOFTWARE_AZURE_SNP", "SOFTWARE_AZURE_TDX"})
  void allOfItTogetherIsVerified(Tee tee) throws Exception {
    var result = verify(tee, untouched(tee));
    assertEquals(List.of(), result.reasons(), () -> JsonWriter.write(result.toJson()));
    assertEquals(Verdict.VERIFIED, result.verdict());
    assertEquals(Optional.of(tee), result.tee());
    assertTrue(result.isSoftwareTee());
  }

  static Stream<Arguments> knobs() throws Exception {
    var turned = new ArrayList<Arguments>();
    for (var tee : List.of(Tee.SOFTWARE_AZURE_SNP, Tee.SOFTWARE_AZURE_TDX)) {
      hclKnobs(of(paravisors, tee), tee.family() == Family.SNP ? 4 : 2)
          .forEach((knob, turn) -> turned.add(hcl(tee, knob, turn)));
      quoteKnobs().forEach((knob, turn) -> turned.add(quote(tee, knob, turn)));
    }
    return turned.stream();
  }

  private static Arguments hcl(Tee tee, String knob, UnaryOperator<HclDraft> turn) {
    return Arguments.of(tee, knob, turn, UnaryOperator.<TpmQuoteDraft>identity());
  }

  private static Arguments quote(Tee tee, String knob, UnaryOperator<TpmQuoteDraft> turn) {
    return Arguments.of(tee, knob, UnaryOperator.<HclDraft>identity(), turn);
  }

  /** Each by what is said against it. */
  private static Map<String, UnaryOperator<HclDraft>> hclKnobs(Paravisor own, int otherType) {
    var other = Paravisor.start(of(machines, own.tee()), RANDOM);
    return Map.of(
        "HCL_FORMAT: signature", draft -> draft.signature("HCLB"),
        "HCL_FORMAT: type of the other hardware", draft -> draft.reportType(otherType),
        "HCL_FORMAT: hash", draft -> draft.hashType(2),
        "HCL_FORMAT: length", draft -> draft.promising(1),
        "HCL_FORMAT: behind it", draft -> draft.behind(Bytes.utf8("x")),
        ": zeros behind it", draft -> draft.behind(Bytes.of(new byte[20])),
        "RUNTIME_DATA_MISMATCH: a blank",
            draft -> draft.runtimeData(own.runtimeData().plus(Bytes.utf8(" "))),
        "RUNTIME_DATA_MISMATCH,TPM_QUOTE_SIGNATURE: the key of another",
            draft -> draft.runtimeData(other.runtimeData()),
        "RUNTIME_DATA_MISMATCH,HCL_FORMAT: no key", draft -> draft.runtimeData(Bytes.utf8("{}")));
  }

  private static Map<String, UnaryOperator<TpmQuoteDraft>> quoteKnobs() throws Exception {
    var other = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    var value = Bytes.of(new byte[32]);
    return Map.of(
        "TPM_QUOTE_FORMAT: not made by a TPM", draft -> draft.magic(0),
        "TPM_QUOTE_FORMAT: no quote", draft -> draft.type(0x8017),
        "TPM_QUOTE_FORMAT: SHA-1 registers", draft -> draft.bank(4),
        "TPM_QUOTE_FORMAT: behind it", draft -> draft.behind(value),
        "TPM_QUOTE_FORMAT: a register too few",
            draft -> draft.showing(Collections.nCopies(23, value)),
        "TPM_QUOTE_SIGNATURE: another key", draft -> draft.signedBy(other),
        "PCR_MISMATCH,PCR_NOT_ACCEPTED: other registers",
            draft -> draft.showing(Collections.nCopies(24, value)),
        "PCR_NOT_ACCEPTED: another kernel", draft -> draft.pcr(11, value),
        "PCR_NOT_ACCEPTED: left out of the quote", draft -> draft.selected(0xff),
        "REPORT_DATA_MISMATCH: of another enclave", draft -> draft.qualifyingData(value));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("knobs")
  void everyKnobIsRefusedForItsOwnReason(
      Tee tee, String knob, UnaryOperator<HclDraft> hcl, UnaryOperator<TpmQuoteDraft> quote)
      throws Exception {
    var result = verify(tee, evidence(tee, hcl, quote));
    var reasons = result.reasons().stream().distinct().map(Reason::name).toList();
    assertEquals(knob.substring(0, knob.indexOf(':')), String.join(",", reasons));
  }

  @ParameterizedTest
  @CsvSource({"SOFTWARE_AZURE_SNP,AZURE_SNP", "SOFTWARE_AZURE_TDX,AZURE_TDX"})
  void noRootThatSomebodyNamesMakesSoftwareACloud(Tee tee, Tee claimed) throws Exception {
    var own = untouched(tee);
    var claiming =
        evidence(
            claimed,
            own.report(),
            own.hardwareReport(),
            own.tpm().orElseThrow(),
            own.endorsements());
    var accepting = options(tee).with(AppraisalPolicy.accepting(claiming));
    var result = verify(claiming, accepting);
    assertEquals(List.of(Reason.TEE_MISMATCH), result.reasons());
    var unnamed = Verification.at(NOW.toEpochMilli(), PerformedBy.LIBRARY);
    assertEquals(Verdict.REJECTED, verify(own, unnamed).verdict());
  }

  @ParameterizedTest
  @EnumSource(names = {"SOFTWARE_AZURE_SNP", "SOFTWARE_AZURE_TDX"})
  void referenceValuesNameParavisorAndRegistersTogether(Tee tee) throws Exception {
    var image = ReferenceImage.accepting(untouched(tee), "ours");
    var values = new ReferenceValues("us", 0, NOW.toEpochMilli(), List.of(image));
    var policy = AppraisalPolicy.accepting(untouched(tee)).leavingImagesTo("us");
    var options = options(tee).with(policy).with(values);
    assertEquals(List.of(), verify(untouched(tee), options).reasons());
    var other =
        evidence(tee, UnaryOperator.identity(), quote -> quote.pcr(11, Bytes.of(new byte[32])));
    assertEquals(List.of(Reason.REFERENCE_VALUES_MISMATCH), verify(other, options).reasons());
  }

  @Test
  void theHclReportOfOneParavisorAndTheQuoteOfAnotherDoNotMeet() throws Exception {
    var tee = Tee.SOFTWARE_AZURE_TDX;
    var one = untouched(tee);
    var other = Paravisor.start(of(machines, tee), RANDOM);
    var mixed =
        evidence(
            tee, one.report(), other.hardwareReport(), one.tpm().orElseThrow(), one.endorsements());
    assertEquals(List.of(Reason.RUNTIME_DATA_MISMATCH), verify(tee, mixed).reasons());
  }

  @Test
  void aReportThatTheGuestAskedForIsNotTheParavisors() throws Exception {
    var own = SnpGuest.measured(MEASUREMENT);
    var guest =
        new SnpGuest(
            own.measurement(),
            own.hostData(),
            own.familyId(),
            own.imageId(),
            own.idKeyDigest(),
            own.svn(),
            own.policy(),
            2);
    var terms = new SnpMachine.Terms(Shape.GENOA.snp().orElseThrow(), 5, SigningKey.VCEK, guest);
    var machine = SnpMachine.open(directory, CLOCK, RANDOM, terms, said -> {});
    var paravisor = Paravisor.start(machine, RANDOM);
    var evidence =
        evidence(
            Tee.SOFTWARE_AZURE_SNP,
            paravisor.hcl().bytes(),
            Bytes.EMPTY,
            paravisor.quote(reportData()).signed(),
            machine.endorsements());
    var accepting = options(Tee.SOFTWARE_AZURE_SNP).with(AppraisalPolicy.accepting(evidence));
    assertEquals(List.of(Reason.VMPL_MISMATCH), verify(evidence, accepting).reasons());
  }
}
