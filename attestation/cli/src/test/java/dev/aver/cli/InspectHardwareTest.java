// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code aver inspect} of what genuine hardware and its vendors signed. */
final class InspectHardwareTest {
  private static final int ALTERATIONS = 24;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "snp/milan-v3-dstack/report.bin|SNP attestation report, 1184 bytes",
        "snp/milan-v3-dstack/report.bin|      90     48  MEASUREMENT        7f51e17f72a04d54",
        "snp/milan-v3-dstack/report.bin|family 0x19, model 0x1, stepping 1: Milan",
        "snp/milan-v3-dstack/report.bin|04000000000018d5  bootloader 4, tee 0, snp 24, microcode"
            + " 213",
        "snp/milan-v3-dstack/report.bin|1d3701  1.55.29",
        "snp/milan-v2-debug-allowed/report.bin|DEBUG ALLOWED",
        "snp/milan-v3-vlek-aws-vmpl1/report.bin|key VLEK",
        "snp/azure-vtpm-milan/hcl_report.bin|HCL report, 2600 bytes",
        "snp/azure-vtpm-milan/hcl_report.bin|vm-configuration.secure-boot",
        "snp/azure-vtpm-milan/tpm_quote.json|PCR_SELECT",
        "tdx/pcs-raw/TCB-Info-Issuer-Chain.txt|header: certificates as PEM",
        "tdx/pcs-raw/TCB-Info-Issuer-Chain.txt|CN=Intel SGX TCB Signing",
        "tdx/tdx-v4-gcp-module-svn-rule/ccel_data.dat|CCEL event log, 20480 bytes",
        "tdx/tdx-v4-gcp-module-svn-rule/ccel_data.dat|EV_EFI_VARIABLE_DRIVER_CONFIG",
        "tdx/tdx-v4-gcp-module-svn-rule/ccel_data.dat|RTMR2",
        "tdx/tdx-v4-gcp-module-svn-rule/ccel_table.dat|AREA_ADDRESS",
        "tdx/tdx-v4-dstack-eventlog/event_log.json|runtime event log, 7078 bytes",
        "tdx/tdx-v4-dstack-eventlog/event_log.json|registers after all events",
        "formats/logs/ok-257/tile/entries/000|bundle of log entries, 8704 bytes",
        "snp/turin-v5-oak/report.bin|fmc ",
        "snp/parse/ioctl_report_response_4000.bin|answer of /dev/sev-guest, 4000 bytes",
        "snp/parse/vcek-turin.der|CN=SEV-VCEK",
        "snp/milan-v3-vlek-aws-vmpl1/vek.der|CN=SEV-VLEK",
        "snp/roots/turin/ark.pem|CN=ARK-Turin",
        "snp/certtable/ok.bin|ASK or ASVK: X.509 certificate, 1677 bytes",
        "snp/certtable/empty.bin|end of entries",
        "tdx/tdx-v4-uptodate/quote.bin|TDX quote, 5006 bytes",
        "tdx/tdx-v4-uptodate/quote.bin|939a7233f79c4ca9940a0db3957f0607  Intel",
        "tdx/tdx-v4-debug/quote.bin|debug",
        "tdx/tdx-v5-td15-uptodate/quote.bin|TD 1.5",
        "tdx/tdx-v5-td15-uptodate/quote.bin|MRSERVICETD",
        "tdx/tdx-v5-td15-uptodate/quote.bin|FMSPC",
        "tdx/pcs-raw/pckcrl_platform.der|CN=Intel SGX PCK Platform CA",
        "tdx/pcs-raw/tcbinfo_90c06f.json|90c06f000000",
        "tdx/pcs-raw/qe_identity_td.json|QE identity",
        "tdx/collateral/B_90c06f_2026-02.json|tcb_info: TCB info"
      })
  void aFileIsRecognisedAndShown(String path, String line) {
    var run = Run.of("inspect", SharedVectors.file(path));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.firstLine().startsWith("NOTHING WAS VERIFIED"), run.firstLine());
    assertTrue(run.out().contains(line.stripTrailing()), () -> line + " is not in\n" + run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snp/milan-v2-azure/report.bin",
        "snp/milan-v3-dstack/report.bin",
        "snp/turin-v5-oak/report.bin",
        "snp/azure-vtpm-milan/hcl_report.bin",
        "tdx/tdx-v4-gcp-module-svn-rule/ccel_data.dat",
        "tdx/tdx-v4-gcp-module-svn-rule/ccel_table.dat",
        "tdx/tdx-v4-uptodate/quote.bin",
        "tdx/tdx-v4-gcp-module-svn-rule/quote.bin",
        "tdx/tdx-v5-td15-uptodate/quote.bin"
      })
  void everyByteIsShownOnce(String path) throws Exception {
    var file = SharedVectors.file(path);
    var content = Bytes.of(Files.readAllBytes(file));
    var run = Run.of("inspect", "--json", file);
    var shown = (Json.Obj) JsonReader.document(Bytes.utf8(run.out()), 1 << 20);
    var bytes = Bytes.EMPTY;
    for (var element : ((Json.Arr) shown.members().get("fields")).elements()) {
      var field = ((Json.Obj) element).members();
      assertEquals(Json.of(bytes.size()), field.get("offset"));
      bytes = bytes.plus(Bytes.fromHex(((Json.Str) field.get("value")).value()));
    }
    assertEquals(content, bytes);
  }

  @Test
  void whatBreaksTheFormIsShownWithItsReason() throws Exception {
    var junk = Run.of("inspect", SharedVectors.file("tdx/tdx-v4-trailing-junk/quote.bin"));
    assertEquals(1, junk.status());
    assertTrue(junk.out().contains("WRONG: TRAILING_BYTES"), junk.out());
    assertTrue(junk.err().contains("is not well-formed: TRAILING_BYTES"), junk.err());
    var report = Files.readAllBytes(SharedVectors.file("snp/milan-v3-dstack/report.bin"));
    report[0x4c] = 1;
    var altered = Run.of("inspect", Files.write(folder.resolve("report"), report));
    assertEquals(1, altered.status());
    assertTrue(altered.out().contains("NOT ZERO"), altered.out());
    assertTrue(altered.err().contains("REPORT_RESERVED_NONZERO"), altered.err());
    report[0] = 9;
    var unknown = Run.of("inspect", Files.write(folder.resolve("report"), report));
    assertEquals(1, unknown.status());
    assertTrue(unknown.err().contains("REPORT_VERSION"), unknown.err());
  }

  @ParameterizedTest
  @CsvSource({
    "tdx/tdx-v4-uptodate/quote.bin,TDX quote",
    "snp/milan-v3-dstack/report.bin,SNP attestation report",
    "tdx/pcs-raw/pckcrl_platform.der,X.509 revocation list",
    "snp/parse/vcek-turin.der,X.509 certificate"
  })
  void textOfADocumentIsTheDocument(String path, String kind) throws Exception {
    var content = Bytes.of(Files.readAllBytes(SharedVectors.file(path)));
    var pem = "-----BEGIN X509 CRL-----\n" + content.base64() + "\n-----END X509 CRL-----\n";
    assertShown(content.hex(), "hexadecimal: " + kind);
    assertShown("0x" + content.hex().toUpperCase(Locale.ROOT) + "\n", "hexadecimal: " + kind);
    assertShown(content.base64Url(), "base64: " + kind);
    assertShown(content.base64().replaceAll("(.{76})", "$1\r\n"), "base64: " + kind);
    assertShown(pem, "PEM: " + kind);
  }

  private void assertShown(String text, String title) throws Exception {
    var run = Run.of("inspect", Files.writeString(folder.resolve("text"), text));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains(title), run.out());
  }

  /** Whatever is cut off or changed: shown or refused, never an escaped exception. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "snp/milan-v3-dstack/report.bin",
        "snp/milan-v3-dstack/vek.der",
        "snp/certtable/ok.bin",
        "snp/azure-vtpm-milan/hcl_report.bin",
        "snp/azure-vtpm-milan/tpm_quote.json",
        "tdx/tdx-v4-gcp-module-svn-rule/ccel_data.dat",
        "tdx/tdx-v4-dstack-eventlog/event_log.json",
        "tdx/pcs-raw/TCB-Info-Issuer-Chain.txt",
        "tdx/tdx-v5-td15-uptodate/quote.bin",
        "tdx/pcs-raw/rootcacrl.der",
        "tdx/pcs-raw/tcbinfo_90c06f.json",
        "tdx/collateral/B_90c06f_2026-02.json",
        "formats/bundles/proof-witnessed.json"
      })
  void alteredFilesAreShownOrRefused(String path) throws Exception {
    var content = Files.readAllBytes(SharedVectors.file(path));
    var random = new Random(4);
    for (var i = 0; i < ALTERATIONS; i++) {
      var altered = content.clone();
      altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
      var cut = i % 2 == 0 ? altered.length : random.nextInt(altered.length);
      var file = Files.write(folder.resolve("altered"), Bytes.of(altered).slice(0, cut).toArray());
      var run = Run.of("inspect", file);
      assertTrue(run.status() == 0 || run.status() == 1, run.err());
      assertFalse(run.err().contains("Exception"), run.err());
    }
  }
}
