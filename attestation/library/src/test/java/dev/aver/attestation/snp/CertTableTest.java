// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.CertTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The host's table of certificates: every range is checked in 64 bits. */
class CertTableTest {
  private static final int HEADER = 3 * 24;

  private static ByteBuffer table(int size) {
    return ByteBuffer.allocate(size);
  }

  private static ByteBuffer entry(ByteBuffer table, UUID guid, long offset, long length) {
    table.order(ByteOrder.BIG_ENDIAN);
    table.putLong(guid.getMostSignificantBits()).putLong(guid.getLeastSignificantBits());
    table.order(ByteOrder.LITTLE_ENDIAN);
    return table.putInt((int) offset).putInt((int) length);
  }

  private static Bytes two(long offset, long length, UUID second) {
    var table = entry(table(100), CertTable.VCEK, HEADER, 4);
    return Bytes.of(entry(table, second, offset, length).array());
  }

  private static void assertRefused(Reason reason, Bytes blob) {
    assertEquals(reason, assertThrows(Rejected.class, () -> CertTable.parse(blob)).reason());
  }

  @Test
  void entriesAreFoundByTheirKind() throws Rejected {
    var table = CertTable.parse(two(76, 24, CertTable.ASK));
    assertEquals(2, table.entries().size());
    assertEquals(24, table.find(CertTable.ASK).orElseThrow().size());
    assertEquals(true, table.find(CertTable.CRL).isEmpty());
  }

  @Test
  void nothingReachesOutOfTheBlobOrIntoItsHeader() {
    assertRefused(Reason.CERT_TABLE_RANGE, two(76, 25, CertTable.ASK));
    assertRefused(Reason.CERT_TABLE_RANGE, two(HEADER - 1, 4, CertTable.ASK));
    assertRefused(Reason.CERT_TABLE_RANGE, two(0xffff_fff0L, 0x20, CertTable.ASK));
    assertRefused(Reason.CERT_TABLE_RANGE, two(HEADER, 0xffff_ffffL, CertTable.ASK));
  }

  @Test
  void aKindOccursOnce() {
    assertRefused(Reason.CERT_TABLE_DUPLICATE, two(76, 4, CertTable.VCEK));
  }

  @Test
  void theTableMustEnd() {
    assertRefused(Reason.CERT_TABLE_FORMAT, Bytes.EMPTY);
    assertRefused(Reason.CERT_TABLE_FORMAT, two(76, 4, CertTable.ASK).slice(0, 48));
    assertRefused(Reason.CERT_TABLE_FORMAT, two(76, 4, CertTable.ASK).slice(0, 60));
  }

  @Test
  void aPageOfZeroesIsAnEmptyTable() throws Rejected {
    assertEquals(0, CertTable.parse(Bytes.of(new byte[4096])).entries().size());
  }
}
