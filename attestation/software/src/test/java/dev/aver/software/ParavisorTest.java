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
import dev.aver.software.snp.BenchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Azure's evidence whole, from keys to verdict, over a machine in software: every check passes but
 * the one that asks whose machine it is. No root that somebody names makes software a cloud.
 */
class ParavisorTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_780_315_200_000L);

  @TempDir private static Path directory;
  private static SoftwareTee machine;
  private static Paravisor paravisor;
  private static EvidenceBundle borrowed;

  @BeforeAll
  static void start() throws Exception {
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    var measurement = Bytes.of(new byte[48]);
    BenchFolder.genoa(directory, NOW);
    machine =
        SoftwareTee.open(
            directory, clock, new SecureRandom(), Shape.GENOA, measurement, said -> {});
    paravisor = new Paravisor(machine);
    borrowed = EvidenceBundle.parse(vector("evidence-nonce"));
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

  private static EvidenceBundle evidence(Bytes signed) throws Exception {
    return new EvidenceBundle(
        Tee.AZURE_SNP,
        borrowed.keyset(),
        borrowed.facts(),
        paravisor.hcl(),
        Optional.empty(),
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

  private static AttestationResult verify(EvidenceBundle evidence) throws Exception {
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

  @Test
  void everyCheckPassesButWhoseMachineItIs() throws Exception {
    var result = verify(evidence(reportData()));
    assertEquals(
        List.of(Reason.TEE_MISMATCH), result.reasons(), () -> JsonWriter.write(result.toJson()));
    for (var check : List.of("hardware.6", "hardware.8", "report_data", "facts.path")) {
      assertEquals("pass", outcome(result, check), check);
    }
    assertEquals(Optional.of(Tee.SOFTWARE_SNP), result.tee());
  }

  @Test
  void aQuoteOverOtherBytesIsOfAnotherEnclave() throws Exception {
    var result = verify(evidence(Bytes.of(new byte[64])));
    assertEquals(List.of(Reason.TEE_MISMATCH, Reason.REPORT_DATA_MISMATCH), result.reasons());
    assertEquals("skip", outcome(result, "facts.path"));
  }
}
