// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchor.Kind;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.software.snp.SnpMachine.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the software machine signs is verified by AMD's verifier, under its own root alone. */
class SnpMachineTest {
  private static final Terms TERMS = new Terms(SnpShape.GENOA, 5, SigningKey.VCEK, Bench.GUEST);

  @TempDir private static Path directory;

  private static SnpMachine open(Path folder, Instant at, List<String> said) throws IOException {
    var authorities = new AmdAuthorities(folder, SnpShape.GENOA, Bench.keys());
    var clock = Clock.fixed(at, ZoneOffset.UTC);
    return SnpMachine.open(authorities, clock, Bench.RANDOM, TERMS, said::add);
  }

  private static SnpMachine open(Path folder, Instant at) throws IOException {
    return open(folder, at, new ArrayList<>());
  }

  @BeforeAll
  static void firstStart() throws IOException {
    var said = new ArrayList<String>();
    open(directory, Bench.START, said);
    assertEquals(2, said.size(), "the first start says what takes long");
  }

  @ParameterizedTest
  @CsvSource({
    "MILAN,2,VCEK", "MILAN,3,VCEK", "MILAN,5,VCEK", "MILAN,3,VLEK", "GENOA,2,VCEK",
    "GENOA,3,VCEK", "GENOA,4,VCEK", "GENOA,5,VCEK", "GENOA,5,VLEK", "TURIN,3,VCEK",
    "TURIN,5,VCEK", "TURIN,5,VLEK"
  })
  void everyShapePassesEveryStepUnderItsOwnRoot(SnpShape shape, int version, SigningKey signer)
      throws Exception {
    var bench = Bench.open(directory, shape, version, signer);
    var report = bench.machine.report(Bench.REPORT_DATA);
    var result = bench.verify(report, bench.machine.documents(), Bench.POLICY);
    assertTrue(
        result.findings().stream().allMatch(Finding.Passed.class::isInstance),
        result.findings().toString());
    assertEquals(Kind.SOFTWARE, result.anchor().orElseThrow().kind());
    assertEquals(Bench.REPORT_DATA, result.reportData());
    var read = SnpReport.parse(report);
    assertEquals(version, read.version());
    assertEquals(version >= 3, read.cpuid().isPresent());
    assertEquals(signer == SigningKey.VLEK, read.chipId().isZero());
    assertEquals(shape.tcb(), shape.product().layout().decode(read.reportedTcb()));
    var used = shape.product().chipIdSize();
    assertTrue(read.chipId().slice(used, 64).isZero(), "Turin uses 8 bytes");
  }

  @Test
  void nobodyTrustsItWhoDidNotNameIt() throws Exception {
    var machine = open(directory, Bench.START);
    var report = machine.report(Bench.REPORT_DATA);
    var at = Bench.START.toEpochMilli();
    var vendor =
        SnpVerifier.verify(report, machine.documents(), at, TrustAnchors.vendor(), Bench.POLICY);
    assertEquals(List.of(Reason.VEK_CHAIN_UNTRUSTED), Bench.reasons(vendor));
    var none =
        SnpVerifier.verify(report, machine.documents(), at, TrustAnchors.none(), Bench.POLICY);
    assertEquals(List.of(Reason.ANCHOR_MISSING), Bench.reasons(none));
  }

  @Test
  void theReportSaysWhatTheGuestIs() throws Exception {
    var report = SnpReport.parse(open(directory, Bench.START).report(Bench.REPORT_DATA));
    assertEquals(0x30000, report.policy().bits());
    assertEquals(0, report.vmpl());
    assertEquals(Bench.GUEST.measurement(), report.measurement());
    assertEquals("Genoa", report.cpuid().orElseThrow().line().orElseThrow());
  }

  @Test
  void laterStartsKeepTheMachineButAreAnotherGuest() throws Exception {
    var said = new ArrayList<String>();
    var first = open(directory, Bench.START, said);
    var second = open(directory, Bench.START.plusSeconds(60), said);
    assertEquals(List.of(), said, "nothing is made again");
    assertEquals(first.anchorPem(), second.anchorPem());
    assertEquals(first.documents().vek(), second.documents().vek());
    var one = SnpReport.parse(first.report(Bench.REPORT_DATA));
    var other = SnpReport.parse(second.report(Bench.REPORT_DATA));
    assertEquals(one.chipId(), other.chipId());
    assertNotEquals(one.reportId(), other.reportId());
  }

  @Test
  void theListIsRenewedBeforeItEnds(@TempDir Path copy) throws Exception {
    copyTo(copy);
    var before = open(copy, Bench.START).documents().crl();
    var later = Bench.START.plus(Duration.ofDays(29));
    var machine = open(copy, later);
    var anchors = TrustAnchors.none().withSoftware(List.of(Bytes.utf8(machine.anchorPem())));
    var result =
        SnpVerifier.verify(
            machine.report(Bench.REPORT_DATA),
            machine.documents(),
            later.toEpochMilli(),
            anchors,
            Bench.POLICY);
    assertEquals(List.of(), Bench.reasons(result));
    assertNotEquals(before, machine.documents().crl());
    assertEquals(machine.documents().crl(), open(copy, later).documents().crl(), "it is kept");
  }

  @Test
  void onlyItsOwnerCanReadIt() throws Exception {
    Bench.open(directory, SnpShape.GENOA, 5, SigningKey.VLEK);
    for (var name : List.of("genoa", "genoa-vlek")) {
      var folder = directory.resolve(name);
      assertEquals("rwx------", permissions(folder));
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          assertEquals("rw-------", permissions(file), file.toString());
        }
      }
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void keysThatOthersCanReadAreRefused(@TempDir Path copy) throws Exception {
    copyTo(copy);
    var key = copy.resolve("genoa").resolve("chip.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThrows(IOException.class, () -> open(copy, Bench.START));
  }

  @Test
  void aDamagedFolderIsRefusedNotMadeAnew(@TempDir Path copy) throws Exception {
    copyTo(copy);
    Files.write(copy.resolve("genoa").resolve("crl.der"), new byte[] {0x30, 0});
    assertThrows(IOException.class, () -> open(copy, Bench.START));
  }

  private static void copyTo(Path copy) throws IOException {
    Files.createDirectory(copy.resolve("genoa"));
    try (var files = Files.list(directory.resolve("genoa"))) {
      for (var file : files.toList()) {
        Files.copy(
            file,
            copy.resolve("genoa").resolve(file.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void anAlteredReportIsRefusedLikeAnyOther() throws Exception {
    var bench = Bench.open(directory, SnpShape.GENOA, 5, SigningKey.VCEK);
    var altered = bench.machine.report(Bench.REPORT_DATA).toArray();
    altered[0x90] ^= 1;
    var result = bench.verify(Bytes.of(altered), bench.machine.documents(), Bench.POLICY);
    assertEquals(List.of(Reason.SIGNATURE_INVALID), Bench.reasons(result));
    altered[0x90] ^= 1;
    altered[0x2a0 + 60] = 1; // the padding of r
    var padded = bench.verify(Bytes.of(altered), bench.machine.documents(), Bench.POLICY);
    assertEquals(List.of(Reason.SIGNATURE_RANGE), Bench.reasons(padded));
  }
}
