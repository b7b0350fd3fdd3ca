// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.HashMap;
import java.util.Map;

/** The table of GUIDs at the end of an OVMF image, read backwards from its footer on. */
final class GuidTable {
  private static final String FOOTER = "96b582de-1fb2-45f7-baea-a366c55a082d";
  private static final int AFTER_TABLE = 32; // the reset vector stands behind the table
  private static final int ENTRY_HEADER = 18; // u16 size, GUID

  private GuidTable() {}

  /**
   * The data of each entry by its GUID.
   *
   * @param image of at least one page
   * @throws Rejected {@link Reason#FIRMWARE_FORMAT}
   */
  static Map<String, Bytes> of(Bytes image) throws Rejected {
    var end = image.size() - AFTER_TABLE;
    var footer = entry(image, end);
    if (!footer.guid().equals(FOOTER)) {
      throw refused("no table of GUIDs");
    }
    var start = end - footer.size();
    var entries = new HashMap<String, Bytes>();
    for (var at = end - ENTRY_HEADER; at > start; ) {
      if (at - ENTRY_HEADER < start) {
        throw refused("an entry crosses the start of the table");
      }
      var entry = entry(image, at);
      if (at - entry.size() < start) {
        throw refused("an entry crosses the start of the table");
      }
      if (entries.putIfAbsent(entry.guid(), entry.data()) != null) {
        throw refused(entry.guid() + " occurs twice");
      }
      at -= entry.size();
    }
    return entries;
  }

  private record Entry(String guid, int size, Bytes data) {}

  /** The entry whose header ends at {@code end}; its size counts data and header. */
  private static Entry entry(Bytes image, int end) throws Rejected {
    var header = new BoundedReader(image.slice(end - ENTRY_HEADER, end), Reason.FIRMWARE_FORMAT);
    var size = header.u16le();
    var guid = Guid.format(header.take(Guid.SIZE));
    if (size < ENTRY_HEADER || size > end) {
      throw refused("entry " + guid + " of " + size + " bytes");
    }
    return new Entry(guid, size, image.slice(end - size, end - ENTRY_HEADER));
  }

  private static Rejected refused(String detail) {
    return new Rejected(Reason.FIRMWARE_FORMAT, detail);
  }
}
