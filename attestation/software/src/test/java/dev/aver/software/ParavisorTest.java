// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.CheckOutcome;
import dev.aver.attestation.result.PerformedBy;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.software.snp.BenchFolder;
import dev.aver.software.snp.SnpGuest;
import dev.aver.software.snp.SnpMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Azure's evidence whole, from keys to verdict, over machines in software: every check passes but
 * the one that asks whose machine it is. No root that somebody names makes software a cloud.
 */
class ParavisorTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_780_315_200_000L);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Bytes MEASUREMENT = Bytes.of(new byte[48]);

  @TempDir private static Path directory;
  private static Map<Tee, SoftwareTee> machines;
  private static EvidenceBundle borrowed;

  @BeforeAll
  static void start() throws Exception {
    BenchFolder.genoa(directory, NOW);
    machines = Map.of(Tee.AZURE_SNP, machine(Shape.GENOA), Tee.AZURE_TDX, machine(Shape.TDX_15));
    borrowed = EvidenceBundle.parse(vector("evidence-nonce"));
  }

  private static SoftwareTee machine(Shape shape) throws IOException {
    return SoftwareTee.open(directory, CLOCK, new SecureRandom(), shape, MEASUREMENT, said -> {});
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

  private static EvidenceBundle evidence(Tee tee, SoftwareTee machine, Bytes signed)
      throws Exception {
    var paravisor = new Paravisor(machine);
    return new EvidenceBundle(
        tee,
        borrowed.keyset(),
        borrowed.facts(),
        paravisor.hcl(),
        tee == Tee.AZURE_TDX ? Optional.of(paravisor.hardware()) : Optional.empty(),
        Optional.of(paravisor.quote(Hashes.sha256(signed).bytes())),
        machine.endorsements(),
        borrowed.models(),
        borrowed.build(),
        borrowed.configuration(),
        borrowed.ohttpKeys(),
        borrowed.eventLogs());
  }

  private static Bytes reportData() {
    return borrowed.report().slice(0x50, 0x50 + 64);
  }

  private static AttestationResult verify(SoftwareTee machine, EvidenceBundle evidence)
      throws Exception {
    var root = Bytes.utf8(machine.anchorPem());
    var options =
        Verification.at(NOW.toEpochMilli(), PerformedBy.LIBRARY)
            .with(TrustAnchors.vendor().withSoftware(List.of(root)))
            .with(AppraisalPolicy.accepting(evidence));
    return Verifier.verify(Bytes.utf8(JsonWriter.write(evidence.toJson())), options);
  }

  private static String outcome(AttestationResult result, String check) {
    return result.checks().stream()
        .filter(line -> line.name().text().equals(check))
        .map(CheckOutcome::outcome)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"AZURE_SNP", "AZURE_TDX"})
  void everyCheckPassesButWhoseMachineItIs(Tee tee) throws Exception {
    var machine = machines.get(tee);
    var result = verify(machine, evidence(tee, machine, reportData()));
    assertEquals(
        List.of(Reason.TEE_MISMATCH), result.reasons(), () -> JsonWriter.write(result.toJson()));
    for (var check : List.of("hardware.6", "hardware.8", "report_data", "facts.path")) {
      assertEquals("pass", outcome(result, check), check);
    }
    assertEquals(Optional.of(machine.tee()), result.tee());
  }

  @ParameterizedTest
  @EnumSource(names = {"AZURE_SNP", "AZURE_TDX"})
  void aQuoteOverOtherBytesIsOfAnotherEnclave(Tee tee) throws Exception {
    var machine = machines.get(tee);
    var result = verify(machine, evidence(tee, machine, Bytes.of(new byte[64])));
    assertEquals(List.of(Reason.TEE_MISMATCH, Reason.REPORT_DATA_MISMATCH), result.reasons());
    assertEquals("skip", outcome(result, "facts.path"));
  }

  @Test
  void theHclReportOfOneMachineAndTheQuoteOfAnotherDoNotMeet() throws Exception {
    var machine = machines.get(Tee.AZURE_TDX);
    var one = evidence(Tee.AZURE_TDX, machine, reportData());
    var other = evidence(Tee.AZURE_TDX, machine, reportData());
    var mixed =
        new EvidenceBundle(
            one.tee(),
            one.keyset(),
            one.facts(),
            one.report(),
            other.quote(),
            one.tpm(),
            one.endorsements(),
            one.models(),
            one.build(),
            one.configuration(),
            one.ohttpKeys(),
            one.eventLogs());
    assertEquals(
        List.of(Reason.RUNTIME_DATA_MISMATCH, Reason.TEE_MISMATCH),
        verify(machine, mixed).reasons());
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
    var machine = SnpMachine.open(directory, CLOCK, new SecureRandom(), terms, said -> {});
    var result = verify(machine, evidence(Tee.AZURE_SNP, machine, reportData()));
    assertEquals(List.of(Reason.VMPL_MISMATCH, Reason.TEE_MISMATCH), result.reasons());
  }
}
