// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.snp.abi.CertTable;
import dev.aver.enclave.attester.device.FormedReport;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import dev.aver.enclave.attester.device.RawReport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VendorSnpTest {
  private static final Bytes DATA = Hashes.sha384(Bytes.utf8("d")).plus(Bytes.of(new byte[16]));

  private static final Map<UUID, String> COMPLETE =
      Map.of(
          CertTable.VCEK, "the chip's",
          CertTable.VLEK, "the provider's",
          CertTable.ASK, "the ask",
          CertTable.ARK, "the ark",
          CertTable.CRL, "the crl");

  /** As a host writes it: 24 bytes an entry and a zero one, then the data. */
  private static Bytes table(Map<UUID, String> entries) {
    var header = ByteBuffer.allocate(24 * (entries.size() + 1)).order(ByteOrder.LITTLE_ENDIAN);
    var data = Bytes.EMPTY;
    for (var entry : entries.entrySet()) {
      header.order(ByteOrder.BIG_ENDIAN);
      header.putLong(entry.getKey().getMostSignificantBits());
      header.putLong(entry.getKey().getLeastSignificantBits());
      header.order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(header.capacity() + data.size()).putInt(entry.getValue().length());
      data = data.plus(Bytes.utf8(entry.getValue()));
    }
    return Bytes.of(header.array()).plus(data);
  }

  private static Quoted quoted(Bytes report, Bytes table) throws Exception {
    return new VendorSnp(_ -> new RawReport(report, table)).report(DATA);
  }

  private static NoReport refused(Bytes report, Bytes table) {
    return assertThrows(NoReport.class, () -> quoted(report, table));
  }

  private static Json.Obj endorsements(String vek) {
    return Json.object()
        .put("vek", Bytes.utf8(vek).base64Url())
        .put("ask", Bytes.utf8("the ask").base64Url())
        .put("ark", Bytes.utf8("the ark").base64Url())
        .put("crl", Bytes.utf8("the crl").base64Url())
        .build();
  }

  @Test
  void theHostsTableBecomesTheEndorsements() throws Exception {
    var quoted = quoted(FormedReport.over(DATA), table(COMPLETE));
    assertEquals(FormedReport.over(DATA), quoted.report());
    assertEquals(endorsements("the chip's"), quoted.endorsements());
  }

  @Test
  void theVekIsOfTheKindThatSigned() throws Exception {
    assertEquals(
        endorsements("the provider's"),
        quoted(FormedReport.over(DATA, true), table(COMPLETE)).endorsements());
  }

  @Test
  void whatIsMissingIsLeftToTheRelay() throws Exception {
    var nothing = quoted(FormedReport.over(DATA), Bytes.EMPTY);
    assertEquals(Json.object().build(), nothing.endorsements());
    var some = new LinkedHashMap<>(COMPLETE);
    some.remove(CertTable.CRL);
    some.put(CertTable.ASK, "");
    var partly = quoted(FormedReport.over(DATA), table(some)).endorsements();
    assertEquals(Set.of("vek", "ark"), partly.members().keySet());
  }

  @Test
  void aTableIsNotTrusted() {
    var cut = table(COMPLETE).slice(0, table(COMPLETE).size() - 1);
    for (var table : new Bytes[] {cut, Bytes.utf8("x"), Bytes.of(new byte[23])}) {
      assertEquals(Why.MALFORMED, refused(FormedReport.over(DATA), table).why(), table.toString());
    }
  }

  @Test
  void aReportOverOtherDataIsNotOurs() {
    var other = FormedReport.over(Bytes.of(new byte[64]));
    assertEquals(Why.OTHER_DATA, refused(other, table(COMPLETE)).why());
  }

  @Test
  void whatIsNoReportGoesNoFurther() {
    var report = FormedReport.over(DATA);
    var cut = report.slice(0, report.size() - 1);
    assertEquals(Why.MALFORMED, refused(cut, table(COMPLETE)).why());
    var zero = Bytes.of(new byte[report.size()]);
    assertEquals(Why.MALFORMED, refused(zero, table(COMPLETE)).why());
  }
}
