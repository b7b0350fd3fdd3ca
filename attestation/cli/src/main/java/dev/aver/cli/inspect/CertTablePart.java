// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.CertTable;
import java.util.Map;
import java.util.UUID;

/** The table of certificates that a host hands to its SNP guest (attestation.md, 1.6). */
final class CertTablePart {
  private static final Map<UUID, String> KINDS =
      Map.of(
          CertTable.VCEK, "VCEK",
          CertTable.VLEK, "VLEK",
          CertTable.ASK, "ASK or ASVK",
          CertTable.ARK, "ARK",
          CertTable.CRL, "CRL");

  private CertTablePart() {}

  /** Whether the bytes begin as such a table does: with an entry of a known kind, or its end. */
  static boolean begins(Bytes blob) {
    if (blob.size() < 24) {
      return false;
    }
    var halves = blob.asByteBuffer();
    return KINDS.containsKey(new UUID(halves.getLong(), halves.getLong())) || blob.isZero();
  }

  static Part read(Bytes blob) throws Rejected {
    var table = CertTable.parse(blob);
    var part = Part.of("SNP certificate table", blob.size());
    var walk = new Walk(blob, Reason.CERT_TABLE_FORMAT, part);
    for (var entry : table.entries()) {
      walk.field("entry", 16, entry.guid() + " " + kind(entry.guid()));
      walk.number("  offset", 4);
      walk.number("  length", 4);
    }
    walk.field("end of entries", 24, "zero");
    for (var entry : table.entries()) {
      part.part(kind(entry.guid()), entry.data(), data -> content(entry.guid(), data));
    }
    return part.build();
  }

  private static Part content(UUID guid, Bytes data) throws Rejected {
    if (!KINDS.containsKey(guid)) {
      return Part.of("data of an unknown kind", data.size()).build();
    }
    return guid.equals(CertTable.CRL) ? CrlPart.read(data) : CertificatePart.read(data);
  }

  private static String kind(UUID guid) {
    return KINDS.getOrDefault(guid, "unknown kind");
  }
}
