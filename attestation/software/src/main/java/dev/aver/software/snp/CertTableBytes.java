// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;

/**
 * The table of certificates as a host writes it (attestation.md, 1.6): 24 bytes an entry - GUID in
 * text order, offset and length little-endian - and a zero one, then the data.
 */
public final class CertTableBytes {
  private static final int ENTRY = 24;

  private CertTableBytes() {}

  /** The table of these entries, in the order of the map. */
  public static Bytes of(Map<UUID, Bytes> entries) {
    var header = ByteBuffer.allocate(ENTRY * (entries.size() + 1));
    var parts = new ArrayList<Bytes>();
    var offset = header.capacity();
    for (var entry : entries.entrySet()) {
      header.order(ByteOrder.BIG_ENDIAN);
      header.putLong(entry.getKey().getMostSignificantBits());
      header.putLong(entry.getKey().getLeastSignificantBits());
      header.order(ByteOrder.LITTLE_ENDIAN).putInt(offset).putInt(entry.getValue().size());
      parts.add(entry.getValue());
      offset += entry.getValue().size();
    }
    parts.addFirst(Bytes.of(header.array()));
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }
}
