// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table of certificates that a host hands to its guest (attestation.md, 1.6): entries of 24
 * bytes - GUID in text order, u32 offset, u32 length, little-endian - up to an all-zero one, then
 * their data. It comes from the host: nothing in it is trusted, and every range is checked.
 */
public record CertTable(List<Entry> entries) {
  /** The VCEK. */
  public static final UUID VCEK = UUID.fromString("63da758d-e664-4564-adc5-f4b93be8accd");

  /** The VLEK. */
  public static final UUID VLEK = UUID.fromString("a8074bc2-a25a-483e-aae6-39c045a0b8a1");

  /** The ASK or ASVK. */
  public static final UUID ASK = UUID.fromString("4ab7b379-bbac-4fe4-a02f-05aef327c782");

  /** The ARK. */
  public static final UUID ARK = UUID.fromString("c0b406a4-a803-4952-9743-3fb6014cd0ae");

  /** The ARK's revocation list. */
  public static final UUID CRL = UUID.fromString("92f81bc3-5811-4d3d-97ff-d19f88dc67ea");

  private static final int ENTRY = 24;
  private static final int GUID = 16;

  /** More than there are kinds of entries. */
  private static final int MAX_ENTRIES = 64;

  /** One entry. */
  public record Entry(UUID guid, Bytes data) {}

  private record Range(UUID guid, long offset, long length) {}

  /** Copies {@code entries}. */
  public CertTable {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a table.
   *
   * @throws Rejected {@link Reason#CERT_TABLE_FORMAT}, {@link Reason#CERT_TABLE_RANGE}, {@link
   *     Reason#CERT_TABLE_DUPLICATE}
   */
  public static CertTable parse(Bytes blob) throws Rejected {
    var ranges = ranges(blob);
    var headerEnd = (long) ENTRY * (ranges.size() + 1);
    var seen = new HashSet<UUID>();
    var entries = new ArrayList<Entry>();
    for (var range : ranges) {
      // In 64 bits: the sum of two unsigned 32-bit numbers must not wrap.
      if (range.offset < headerEnd || range.offset + range.length > blob.size()) {
        var where = range.offset + " and " + range.length + " bytes";
        throw new Rejected(Reason.CERT_TABLE_RANGE, range.guid + " at " + where);
      }
      if (!seen.add(range.guid)) {
        throw new Rejected(Reason.CERT_TABLE_DUPLICATE, range.guid.toString());
      }
      var end = range.offset + range.length;
      entries.add(new Entry(range.guid, blob.slice((int) range.offset, (int) end)));
    }
    return new CertTable(entries);
  }

  private static List<Range> ranges(Bytes blob) throws Rejected {
    var reader = new BoundedReader(blob, Reason.CERT_TABLE_FORMAT);
    var ranges = new ArrayList<Range>();
    while (true) {
      var entry = reader.take(ENTRY);
      if (entry.isZero()) {
        return ranges;
      }
      if (ranges.size() == MAX_ENTRIES) {
        throw new Rejected(Reason.CERT_TABLE_FORMAT, "more than " + MAX_ENTRIES + " entries");
      }
      var fields = new BoundedReader(entry, Reason.CERT_TABLE_FORMAT);
      ranges.add(new Range(guid(fields.take(GUID)), fields.u32le(), fields.u32le()));
    }
  }

  private static UUID guid(Bytes raw) {
    var halves = raw.asByteBuffer();
    return new UUID(halves.getLong(), halves.getLong());
  }

  /** The data of this kind, if the host gave any. */
  public Optional<Bytes> find(UUID guid) {
    return entries.stream().filter(e -> e.guid().equals(guid)).map(Entry::data).findFirst();
  }
}
