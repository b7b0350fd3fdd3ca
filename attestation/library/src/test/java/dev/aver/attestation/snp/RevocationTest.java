// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp;

import static dev.aver.attestation.snp.Samples.reasons;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.endorsement.VerifiedCollateral;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A list that is given is checked completely, and nothing wrong with it means "not revoked". */
class RevocationTest {
  private static final long TIME = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();

  private static Bytes report;
  private static SnpEndorsements good;
  private static Bytes crl;
  private static TrustAnchors anchors;

  private static Bytes file(String path) throws IOException {
    return Bytes.of(Files.readAllBytes(vectors().resolve(path)));
  }

  private static Path vectors() {
    return Vectors.repository().resolve("attestation").resolve("vectors");
  }

  @BeforeAll
  static void simulatedHardware() throws IOException, Rejected {
    var bundle = (Json.Obj) JsonReader.document(file("bundles/evidence-nonce.json"), 1 << 20);
    var endorsements = (Json.Obj) bundle.members().get("endorsements");
    report = member(bundle, "report");
    crl = member(endorsements, "crl");
    good =
        new SnpEndorsements(
            member(endorsements, "vek"),
            member(endorsements, "ask"),
            member(endorsements, "ark"),
            Optional.of(crl));
    anchors = TrustAnchors.none().withSoftware(List.of(file("anchors/software-snp.pem")));
  }

  private static Bytes member(Json.Obj object, String name) throws Rejected {
    return Bytes.fromBase64Url(((Json.Str) object.members().get(name)).value());
  }

  private static HardwareResult verify(Bytes list, long at) {
    var given = new SnpEndorsements(good.vek(), good.ask(), good.ark(), Optional.of(list));
    var memory = VerifiedCollateral.none();
    return SnpVerifier.verify(report, given, at, anchors, Samples.POLICY, memory);
  }

  @Test
  void aGoodListPassesTheStep() {
    var findings = verify(crl, TIME).findings();
    assertTrue(findings.stream().allMatch(Finding.Passed.class::isInstance), findings.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-27T11:59:59.999Z, CRL_NOT_YET_VALID",
    "2026-06-26T12:00:00.001Z, CRL_EXPIRED",
  })
  void itsDatesCount(String at, Reason reason) {
    assertEquals(List.of(reason), reasons(verify(crl, Instant.parse(at).toEpochMilli())));
  }

  @ParameterizedTest
  @CsvSource({"2026-05-27T12:00:00Z", "2026-06-26T12:00:00Z"})
  void bothEndsAreIncluded(String at) {
    assertEquals(List.of(), reasons(verify(crl, Instant.parse(at).toEpochMilli())));
  }

  @Test
  void anyAlteredByteIsNoticed() {
    for (var at = 0; at < crl.size(); at += 3) {
      var altered = crl.toArray();
      altered[at] ^= 1;
      assertFalse(reasons(verify(Bytes.of(altered), TIME)).isEmpty(), "byte " + at);
    }
  }

  @Test
  void noCutAndNoLongerOneIsAList() {
    for (var size = 0; size < crl.size(); size += 13) {
      assertEquals(List.of(Reason.CRL_PARSE), reasons(verify(crl.slice(0, size), TIME)));
    }
    var longer = crl.plus(Bytes.of((byte) 0));
    assertEquals(List.of(Reason.CRL_PARSE), reasons(verify(longer, TIME)));
  }

  @Test
  void aCertificateIsNoList() {
    assertEquals(List.of(Reason.CRL_PARSE), reasons(verify(good.ark(), TIME)));
  }

  static Stream<Arguments> demands() {
    return Stream.of(
        arguments(new Exactly<>(true), "CRL_MISSING", "Passed"),
        arguments(new AnyOf<>(List.of(true)), "CRL_MISSING", "Passed"),
        arguments(new AnyOf<>(List.of()), "CRL_MISSING", "REVOCATION_NOT_ACCEPTED"),
        arguments(new AnyOf<>(List.of(true, false)), "Skipped", "Passed"),
        arguments(new Exactly<>(false), "Skipped", "REVOCATION_NOT_ACCEPTED"),
        arguments(new Unchecked<>("offline"), "Unchecked", "Passed"));
  }

  @ParameterizedTest
  @MethodSource("demands")
  void onlyAPolicyThatSaysUncheckedExcusesAMissingList(
      Expectation<Boolean> demand, String withoutList, String withList) {
    assertEquals(withoutList, step4(demand, Optional.empty()));
    assertEquals(withList, step4(demand, Optional.of(crl)));
  }

  private static String step4(Expectation<Boolean> demand, Optional<Bytes> list) {
    var given = new SnpEndorsements(good.vek(), good.ask(), good.ark(), list);
    var policy = Samples.POLICY.revocationChecked(demand);
    var result = SnpVerifier.verify(report, given, TIME, anchors, policy);
    var found = result.findings().stream().filter(f -> f.check().equals("hardware.4")).toList();
    assertEquals(1, found.size(), found.toString());
    return found.getFirst() instanceof Finding.Failure failure
        ? failure.reason().name()
        : found.getFirst().getClass().getSimpleName();
  }
}
