// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.eventlog.Ccel;
import dev.aver.attestation.tdx.eventlog.CcelTable;
import java.util.SortedMap;

/** The firmware's event log, event by event, and the ACPI table that points to it. */
final class CcelPart {
  private static final Bytes TABLE = Bytes.utf8("CCEL");
  private static final Bytes SPECIFICATION = Bytes.utf8("Spec ID Event03");
  private static final int SPECIFICATION_AT = 32;
  private static final int SHA384 = 0x000c;
  private static final int HEADER = 28;

  private CcelPart() {}

  static boolean begins(Bytes content) {
    return at(content, SPECIFICATION_AT, SPECIFICATION);
  }

  static boolean tableBegins(Bytes content) {
    return at(content, 0, TABLE);
  }

  private static boolean at(Bytes content, int offset, Bytes expected) {
    var end = offset + expected.size();
    return content.size() >= end && content.slice(offset, end).equals(expected);
  }

  static Part read(Bytes log) throws Rejected {
    var parsed = Ccel.parse(log);
    var part = Part.of("CCEL event log", log.size());
    var walk = new Walk(log, Reason.EVENT_LOG_FORMAT, part);
    header(walk);
    for (var number = 1; number <= parsed.count(); number++) {
      event(number, parsed.algorithms(), walk);
    }
    if (walk.remaining() > 0) {
      walk.field("(padding)", walk.remaining(), "of the area");
    }
    return part.part(RuntimeLogPart.registers(parsed.log())).build();
  }

  private static void header(Walk walk) throws Rejected {
    walk.number("HEADER.INDEX", 4);
    walk.field("HEADER.TYPE", 4, EventNames.of(3));
    walk.field("HEADER.DIGEST", 20, "zero");
    walk.field("HEADER.EVENT", walk.number("HEADER.SIZE", 4), "digests that the events carry");
  }

  private static void event(int number, SortedMap<Integer, Integer> sizes, Walk walk)
      throws Rejected {
    walk.number("EVENT " + number, 4, CcelPart::register);
    walk.number("  TYPE", 4, EventNames::of);
    var digests = walk.number("  DIGESTS", 4);
    for (var i = 0; i < digests; i++) {
      var algorithm = (int) walk.number("  ALGORITHM", 2);
      // The parser has refused what its header does not list.
      walk.field(
          "  DIGEST", sizes.getOrDefault(algorithm, 0), algorithm == SHA384 ? "SHA-384" : "");
    }
    walk.field("  CONTENT", walk.number("  SIZE", 4), EventNames::text);
  }

  private static String register(long index) {
    return index == 0 ? "MRTD" : "RTMR" + (index - 1);
  }

  static Part table(Bytes acpi) throws Rejected {
    var table = CcelTable.parse(acpi);
    var part = Part.of("CCEL table", acpi.size());
    var walk = new Walk(acpi, Reason.EVENT_LOG_FORMAT, part);
    walk.field("SIGNATURE", 4, "CCEL");
    walk.number("LENGTH", 4);
    walk.field("ACPI header", HEADER, "revision, checksum, who made it");
    walk.field("CC_TYPE", 1, "TDX");
    walk.field("CC_SUBTYPE", 1);
    walk.field("(reserved)", 2);
    walk.field("AREA_SIZE", 8, Long.toUnsignedString(table.areaSize()) + " bytes at least");
    walk.field("AREA_ADDRESS", 8, "0x" + Long.toHexString(table.areaAddress()));
    return part.build();
  }
}
