// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp;

import static dev.aver.attestation.snp.Samples.TIME;
import static dev.aver.attestation.snp.Samples.endorsements;
import static dev.aver.attestation.snp.Samples.reasons;
import static dev.aver.attestation.snp.Samples.report;
import static dev.aver.attestation.snp.Samples.root;
import static dev.aver.attestation.snp.Samples.verify;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchor.Kind;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.endorsement.VerifiedCollateral;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.result.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A genuine report is accepted; whatever is altered in it or beside it, it is refused. */
class SnpVerifierTest {
  private static final int SIGNED_BITS = 0x2a0 * 8;

  @Test
  void aGenuineReportPassesEveryStepButTheCrlNobodyGave() {
    var result = verify(report());
    assertEquals(8, result.findings().size());
    for (var finding : result.findings()) {
      var unchecked = finding.check().equals("hardware.4");
      assertEquals(unchecked, finding instanceof Finding.Unchecked, finding.toString());
      assertFalse(finding instanceof Finding.Failure, finding.toString());
    }
    assertEquals(Kind.VENDOR, result.anchor().orElseThrow().kind());
    assertEquals(report().slice(0x50, 0x90), result.reportData());
    assertEquals(Json.of("Genoa"), result.claims().get("product"));
  }

  @Test
  void everySingleBitOfTheSignedPartCounts() {
    var genuine = report().toArray();
    var accepted =
        IntStream.range(0, SIGNED_BITS)
            .parallel()
            .filter(
                bit -> {
                  var altered = genuine.clone();
                  altered[bit / 8] ^= (byte) (1 << bit % 8);
                  return reasons(verify(Bytes.of(altered))).isEmpty();
                })
            .boxed()
            .toList();
    assertEquals(List.of(), accepted);
  }

  @Test
  void everyByteOfTheUnsignedTailCountsToo() {
    for (var at = 0x2a0; at < 0x4a0; at++) {
      var altered = report().toArray();
      altered[at] ^= 0x41;
      assertFalse(reasons(verify(Bytes.of(altered))).isEmpty(), "byte " + at);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, 1, REPORT_VERSION",
    "0x00, 6, REPORT_VERSION",
    "0x0a, 0, POLICY_RESERVED",
    "0x0b, 4, POLICY_RESERVED",
    "0x0f, 128, POLICY_RESERVED",
    "0x33, 255, VMPL_RANGE",
    "0x30, 4, VMPL_RANGE",
    "0x34, 2, SIGNATURE_ALGO",
    "0x48, 28, SIGNING_KEY_UNSUPPORTED",
    "0x48, 8, SIGNING_KEY_UNSUPPORTED",
    "0x48, 2, SIGNING_KEY_UNSUPPORTED",
    "0x48, 4, VEK_KIND_MISMATCH",
    "0x4b, 128, SIGNER_INFO_RESERVED",
    "0x4c, 1, REPORT_RESERVED_NONZERO",
    "0x18b, 1, REPORT_RESERVED_NONZERO",
    "0x1eb, 1, REPORT_RESERVED_NONZERO",
    "0x1ef, 1, REPORT_RESERVED_NONZERO",
    "0x208, 1, REPORT_RESERVED_NONZERO",
    "0x29f, 1, REPORT_RESERVED_NONZERO",
    "0x2d0, 1, SIGNATURE_RANGE",
    "0x32f, 1, SIGNATURE_RANGE",
    "0x330, 1, REPORT_RESERVED_NONZERO",
    "0x49f, 1, REPORT_RESERVED_NONZERO",
    "0x188, 1, PRODUCT_UNKNOWN",
    "0x189, 1, PRODUCT_MISMATCH",
    "0x180, 0, TCB_MISMATCH",
    "0x1a0, 0, CHIP_ID_MISMATCH",
    "0x38, 0, TCB_ORDER",
  })
  void aFieldAgainstTheRulesIsNamed(String at, int value, Reason reason) {
    var altered = Samples.with(report(), Integer.decode(at), value);
    assertTrue(
        reasons(verify(altered)).contains(reason), () -> reasons(verify(altered)).toString());
  }

  @Test
  void fieldsThatCameLaterMustBeZeroInEarlierVersions() {
    var mitigations = Samples.with(Samples.with(report(), 0, 3), 0x1f8, 1);
    assertTrue(reasons(verify(mitigations)).contains(Reason.REPORT_RESERVED_NONZERO));
    var cpuid = Samples.with(report(), 0, 2);
    assertTrue(reasons(verify(cpuid)).contains(Reason.REPORT_RESERVED_NONZERO));
  }

  @Test
  void theNextGenerationIsRefusedByName() {
    var venice = Samples.with(report(), 0x188, 0x1a, 0x50);
    var finding =
        verify(venice).findings().stream()
            .filter(f -> f instanceof Finding.Failed x && x.reason() == Reason.PRODUCT_UNKNOWN)
            .map(Finding.Failed.class::cast)
            .findFirst();
    assertTrue(finding.orElseThrow().detail().contains("Venice"));
  }

  @Test
  void theSignatureRangeEndsBelowTheOrder() throws Rejected {
    var zero = Samples.with(report(), 0x2a0, new int[72]);
    var n =
        "7329c5cc6a19ecec7aa7b048b20d1a58df2d37f4814d63c7ffffffffffffffffffffffffffffffffffffffffffffffff";
    var order = Bytes.fromHex(n);
    var digits = IntStream.range(0, 48).map(order::at).toArray();
    var top = Samples.with(report(), 0x2e8, digits);
    for (var altered : List.of(zero, top)) {
      assertTrue(reasons(verify(altered)).contains(Reason.SIGNATURE_RANGE));
      var step6 = verify(altered).findings().stream().filter(f -> f.check().equals("hardware.6"));
      assertTrue(step6.allMatch(Finding.Skipped.class::isInstance));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1183, 1185, 4000})
  void anotherLengthIsNoReport(int size) {
    var result = verify(Bytes.of(new byte[size]));
    assertEquals(List.of(Reason.REPORT_LENGTH), reasons(result));
    assertEquals(Bytes.EMPTY, result.reportData());
  }

  @Test
  void garbageForAnyEndorsementIsARefusalNotACrash() {
    var good = endorsements();
    var garbage = Bytes.utf8("-----BEGIN CERTIFICATE-----");
    for (var bad :
        List.of(Bytes.EMPTY, garbage, good.vek().slice(0, 700), good.vek().plus(garbage))) {
      assertReason(Reason.VEK_PARSE, new SnpEndorsements(bad, good.ask(), good.ark(), good.crl()));
      assertReason(
          Reason.ENDORSEMENT_PARSE, new SnpEndorsements(good.vek(), bad, good.ark(), good.crl()));
      assertReason(
          Reason.ENDORSEMENT_PARSE, new SnpEndorsements(good.vek(), good.ask(), bad, good.crl()));
      assertReason(
          Reason.CRL_PARSE,
          new SnpEndorsements(good.vek(), good.ask(), good.ark(), Optional.of(bad)));
    }
  }

  @Test
  void theWrongCertificateInAPlaceIsNamed() {
    var good = endorsements();
    var milanAsk = root("snp/roots/milan/ask");
    var milanArk = root("snp/roots/milan/ark");
    var asvk = root("snp/roots/genoa/asvk");
    assertReason(
        Reason.VEK_KIND, new SnpEndorsements(good.ask(), good.ask(), good.ark(), good.crl()));
    assertReason(
        Reason.VEK_CHAIN_SIGNATURE, new SnpEndorsements(good.vek(), asvk, good.ark(), good.crl()));
    assertReason(
        Reason.VEK_CHAIN_SIGNATURE,
        new SnpEndorsements(good.vek(), milanAsk, milanArk, good.crl()));
    assertReason(
        Reason.VEK_CHAIN_SIGNATURE,
        new SnpEndorsements(good.vek(), good.ask(), milanArk, good.crl()));
    var simulated = root("snp/sim-roots/genoa/ark");
    assertReason(
        Reason.VEK_CHAIN_UNTRUSTED,
        new SnpEndorsements(good.vek(), good.ask(), simulated, good.crl()));
  }

  private static void assertReason(Reason reason, SnpEndorsements endorsements) {
    var found = reasons(verify(report(), endorsements, TIME));
    assertTrue(found.contains(reason), reason + " in " + found);
  }

  @Test
  void theDatesOfEveryCertificateCountBothEndsIncluded() throws Rejected {
    var start = Instant.parse("2025-08-07T17:21:41Z").toEpochMilli();
    var end = Instant.parse("2032-08-07T17:21:41Z").toEpochMilli();
    assertEquals(List.of(), reasons(verify(report(), endorsements(), start)));
    assertEquals(List.of(), reasons(verify(report(), endorsements(), end)));
    assertEquals(
        List.of(Reason.VEK_NOT_YET_VALID), reasons(verify(report(), endorsements(), start - 1)));
    assertEquals(List.of(Reason.VEK_EXPIRED), reasons(verify(report(), endorsements(), end + 1)));
    var all = reasons(verify(report(), endorsements(), Long.MAX_VALUE));
    assertEquals(List.of(Reason.VEK_EXPIRED, Reason.ASK_EXPIRED, Reason.ARK_EXPIRED), all);
  }

  @Test
  void whatIsRememberedNeverOutlivesItsDatesOrItsAnchor() {
    var memory = new VerifiedCollateral(8);
    for (var round = 0; round < 2; round++) {
      assertEquals(List.of(), remembered(memory, TIME, TrustAnchors.vendor()));
      assertTrue(
          remembered(memory, Long.MAX_VALUE, TrustAnchors.vendor()).contains(Reason.VEK_EXPIRED));
      assertTrue(remembered(memory, TIME, TrustAnchors.none()).contains(Reason.ANCHOR_MISSING));
    }
  }

  private static List<Reason> remembered(VerifiedCollateral memory, long at, TrustAnchors anchors) {
    return reasons(
        SnpVerifier.verify(report(), endorsements(), at, anchors, Samples.POLICY, memory));
  }

  @Test
  void aVekOfAnotherChipWithTheSameTcbIsRefused() {
    var vek = Vectors.read("snp/milan-v2-wrong-chip-vcek/vek.der");
    var other = Vectors.read("snp/milan-v2-wrong-chip-vcek/report.bin");
    var found = reasons(verify(other, endorsements(vek, "milan"), TIME));
    assertTrue(found.contains(Reason.CHIP_ID_MISMATCH) && found.contains(Reason.SIGNATURE_INVALID));
  }
}
