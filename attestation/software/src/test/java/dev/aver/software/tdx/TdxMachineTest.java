// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.endorsement.TrustAnchor.Kind;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.tdx.TdxVerifier;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the software machine quotes is verified by Intel's verifier, under its own root alone. */
class TdxMachineTest {
  @TempDir private static Path directory;

  @ParameterizedTest
  @CsvSource({
    "V4_TD_10,PLATFORM",
    "V4_TD_10,PROCESSOR",
    "V5_TD_10,PLATFORM",
    "V5_TD_15,PLATFORM",
    "V5_TD_15,PROCESSOR"
  })
  void everyShapePassesEveryStepUnderItsOwnRoot(TdxShape shape, PckIssuer issuer) throws Exception {
    var bench = TdxBench.open(directory, shape, issuer);
    var raw = bench.machine.report(TdxBench.REPORT_DATA);
    var result = bench.verify(raw, bench.machine.documents(), TdxBench.policy().build());
    assertTrue(
        result.findings().stream().allMatch(Finding.Passed.class::isInstance),
        result.findings().toString());
    assertEquals(Kind.SOFTWARE, result.anchor().orElseThrow().kind());
    assertEquals(TdxBench.REPORT_DATA, result.reportData());
    assertEquals(Json.of("UpToDate"), result.claims().get("tcb_status"));
    assertEquals(issuer == PckIssuer.PLATFORM, result.claims().get("platform_instance_id") != null);
    var quote = TdxQuote.parse(raw);
    assertEquals(shape.version(), quote.header().version());
    assertEquals(TdxBench.MEASUREMENT, quote.report().mrTd());
    assertEquals(shape == TdxShape.V5_TD_15, quote.report().td15().isPresent());
  }

  @Test
  void nobodyTrustsItWhoDidNotNameIt() throws Exception {
    var bench = TdxBench.open(directory, TdxShape.V4_TD_10, PckIssuer.PLATFORM);
    var result =
        TdxVerifier.verify(
            bench.machine.report(TdxBench.REPORT_DATA),
            bench.machine.documents(),
            TdxBench.NOW,
            TrustAnchors.vendor(),
            TdxBench.policy().build());
    assertEquals(Reason.PCK_CHAIN_UNTRUSTED_ROOT, TdxBench.reasons(result).getFirst());
  }

  @Test
  void laterStartsKeepTheMachineAndRenewWhatEnds() throws Exception {
    var first = TdxBench.open(directory, TdxShape.V5_TD_15, PckIssuer.PLATFORM);
    var later = TdxBench.START.plus(Duration.ofDays(29));
    var terms = new TdxMachine.Terms(TdxShape.V5_TD_15, PckIssuer.PLATFORM, TdxBench.MEASUREMENT);
    var machine =
        TdxMachine.open(directory, Clock.fixed(later, ZoneOffset.UTC), new SecureRandom(), terms);
    assertEquals(first.machine.anchorPem(), machine.anchorPem());
    assertEquals(first.machine.report(TdxBench.REPORT_DATA), machine.report(TdxBench.REPORT_DATA));
    assertNotEquals(first.machine.documents().tcbInfo(), machine.documents().tcbInfo());
    assertTrue(machine.documents().tcbInfo().contains("2027-01-19"), "thirty days from then");
  }

  @Test
  void onlyItsOwnerCanReadIt(@TempDir Path own) throws Exception {
    TdxBench.open(own, TdxShape.V4_TD_10, PckIssuer.PLATFORM);
    var folder = own.resolve("tdx");
    assertEquals("rwx------", permissions(folder));
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        assertEquals("rw-------", permissions(file), file.toString());
      }
    }
    Files.setPosixFilePermissions(
        folder.resolve("machine.key"), PosixFilePermissions.fromString("rw----r--"));
    assertThrows(
        IOException.class, () -> TdxBench.open(own, TdxShape.V4_TD_10, PckIssuer.PLATFORM));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void reportDataHasSixtyFourBytes() throws Exception {
    var machine = TdxBench.open(directory, TdxShape.V4_TD_10, PckIssuer.PLATFORM).machine;
    var short63 = TdxBench.REPORT_DATA.slice(0, 63);
    assertThrows(IllegalArgumentException.class, () -> machine.report(short63));
    assertEquals(List.of(), TdxQuote.parse(machine.report(TdxBench.REPORT_DATA)).problems());
  }
}
