// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchor.Kind;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the software TEE signs is verified by AMD's verifier, under its own root and no other. */
class SoftwareTeeTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Guest GUEST = Guest.measured(Bytes.of(filled(48, 7)));
  private static final Bytes REPORT_DATA = Bytes.of(filled(64, 9));
  private static final SnpPolicy POLICY = SnpPolicy.authentic("a test");

  @TempDir private static Path directory;
  private static final List<String> SAID = new ArrayList<>();

  private static byte[] filled(int size, int value) {
    var bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }

  private static SoftwareTee open(Instant instant) throws IOException {
    return SoftwareTee.open(directory, at(instant), RANDOM, GUEST, Shape.GENOA, SAID::add);
  }

  @BeforeAll
  static void firstStart() throws IOException {
    open(START);
    assertFalse(SAID.isEmpty(), "the first start says what takes long");
    SAID.clear();
  }

  private static HardwareResult verify(SoftwareTee tee, Bytes report, long at, TrustAnchors anchors)
      throws IOException {
    return SnpVerifier.verify(report, tee.endorsements(), at, anchors, POLICY);
  }

  private static List<Reason> reasons(HardwareResult result) {
    return result.findings().stream()
        .filter(Finding.Failure.class::isInstance)
        .map(finding -> ((Finding.Failure) finding).reason())
        .toList();
  }

  private static TrustAnchors named(SoftwareTee tee) throws Exception {
    return TrustAnchors.vendor().withSoftware(List.of(Bytes.utf8(tee.anchorPem())));
  }

  @Test
  void aReportPassesEveryStepUnderTheRootThatWasNamed() throws Exception {
    var tee = open(START);
    var result = verify(tee, tee.report(REPORT_DATA), START.toEpochMilli(), named(tee));
    assertTrue(
        result.findings().stream().allMatch(Finding.Passed.class::isInstance),
        result.findings().toString());
    assertEquals(Kind.SOFTWARE, result.anchor().orElseThrow().kind());
    assertEquals(REPORT_DATA, result.reportData());
  }

  @Test
  void nobodyTrustsItWhoDidNotNameIt() throws Exception {
    var tee = open(START);
    var result = verify(tee, tee.report(REPORT_DATA), START.toEpochMilli(), TrustAnchors.vendor());
    assertEquals(List.of(Reason.VEK_CHAIN_UNTRUSTED), reasons(result));
    var none = verify(tee, tee.report(REPORT_DATA), START.toEpochMilli(), TrustAnchors.none());
    assertEquals(List.of(Reason.ANCHOR_MISSING), reasons(none));
  }

  @Test
  void theReportSaysWhatTheGuestIs() throws Exception {
    var report = SnpReport.parse(open(START).report(REPORT_DATA));
    assertEquals(5, report.version());
    assertEquals(0x30000, report.policy().bits());
    assertEquals(0, report.vmpl());
    assertEquals(GUEST.measurement(), report.measurement());
    assertEquals("Genoa", report.cpuid().orElseThrow().line().orElseThrow());
  }

  @Test
  void laterStartsKeepTheMachineButAreAnotherGuest() throws Exception {
    var first = open(START);
    var second = open(START.plusSeconds(60));
    assertEquals(List.of(), SAID, "nothing is made again");
    assertEquals(first.anchorPem(), second.anchorPem());
    assertEquals(first.endorsements().vek(), second.endorsements().vek());
    var one = SnpReport.parse(first.report(REPORT_DATA));
    var other = SnpReport.parse(second.report(REPORT_DATA));
    assertEquals(one.chipId(), other.chipId());
    assertNotEquals(one.reportId(), other.reportId());
  }

  @Test
  void theListIsRenewedBeforeItEnds(@TempDir Path copy) throws Exception {
    copyTo(copy);
    var before = open(START).endorsements().crl();
    var later = at(START.plus(Duration.ofDays(29)));
    var tee = SoftwareTee.open(copy, later, RANDOM, GUEST);
    var result = verify(tee, tee.report(REPORT_DATA), later.millis(), named(tee));
    assertEquals(List.of(), reasons(result));
    assertNotEquals(before, tee.endorsements().crl());
    var again = SoftwareTee.open(copy, later, RANDOM, GUEST);
    assertEquals(tee.endorsements().crl(), again.endorsements().crl(), "kept in the folder");
  }

  @Test
  void onlyItsOwnerCanReadIt() throws Exception {
    var folder = directory.resolve("snp");
    assertEquals("rwx------", permissions(folder));
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        assertEquals("rw-------", permissions(file), file.toString());
      }
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void keysThatOthersCanReadAreRefused(@TempDir Path copy) throws Exception {
    copyTo(copy);
    var key = copy.resolve("snp").resolve("vcek.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThrows(IOException.class, () -> SoftwareTee.open(copy, at(START), RANDOM, GUEST));
  }

  @Test
  void aDamagedFolderIsRefusedNotMadeAnew(@TempDir Path copy) throws Exception {
    copyTo(copy);
    Files.write(copy.resolve("snp").resolve("vcek.der"), new byte[] {0x30, 0});
    assertThrows(IOException.class, () -> SoftwareTee.open(copy, at(START), RANDOM, GUEST));
  }

  private static void copyTo(Path copy) throws IOException {
    Files.createDirectory(copy.resolve("snp"));
    try (var files = Files.list(directory.resolve("snp"))) {
      for (var file : files.toList()) {
        Files.copy(
            file,
            copy.resolve("snp").resolve(file.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void anAlteredReportIsRefusedLikeAnyOther() throws Exception {
    var tee = open(START);
    var altered = tee.report(REPORT_DATA).toArray();
    altered[0x90] ^= 1;
    var result = verify(tee, Bytes.of(altered), START.toEpochMilli(), named(tee));
    assertEquals(List.of(Reason.SIGNATURE_INVALID), reasons(result));
  }
}
