// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.eventlog;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;

/**
 * The ACPI table that says where the firmware's event log lies. It comes from the host and proves
 * nothing; the log it points to is believed as far as it replays.
 *
 * @param areaSize least size of the log's area in bytes
 * @param areaAddress physical address of the log in the guest
 */
public record CcelTable(long areaSize, long areaAddress) {
  private static final Bytes SIGNATURE = Bytes.utf8("CCEL");
  private static final int SIZE = 56;
  private static final int REST_OF_HEADER = 28;
  private static final int TDX = 2;

  /**
   * Parses a table.
   *
   * @throws Rejected {@link Reason#EVENT_LOG_FORMAT}
   */
  public static CcelTable parse(Bytes table) throws Rejected {
    var reader = new BoundedReader(table, Reason.EVENT_LOG_FORMAT);
    var named = reader.take(SIGNATURE.size()).equals(SIGNATURE);
    if (!named || reader.u32le() != SIZE || table.size() != SIZE || sum(table) != 0) {
      throw new Rejected(Reason.EVENT_LOG_FORMAT, "not a CCEL table with a good checksum");
    }
    reader.take(REST_OF_HEADER);
    if (reader.u8() != TDX) {
      throw new Rejected(Reason.EVENT_LOG_FORMAT, "a table for another kind of TEE");
    }
    reader.take(3);
    return new CcelTable(reader.u64le(), reader.u64le());
  }

  private static int sum(Bytes table) {
    var sum = 0;
    for (var i = 0; i < table.size(); i++) {
      sum += table.at(i);
    }
    return sum & 0xff;
  }
}
