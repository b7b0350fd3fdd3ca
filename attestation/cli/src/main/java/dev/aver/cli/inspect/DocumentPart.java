// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.receipt.Receipt;
import java.time.Instant;

/** Receipts and keysets, member by member, and the digests that name them. */
final class DocumentPart {
  private DocumentPart() {}

  static Part receipt(Json json, int size) throws Rejected {
    return receipt(Receipt.parse(json), size);
  }

  static Part receipt(Receipt receipt, int size) {
    var part = Part.of("receipt", size);
    part.member("(digest)", receipt.digest().toString(), "what is signed, and the log's entry");
    part.member("(outcome)", receipt.body().outcome().name(), "");
    members(part, "", receipt.toJson());
    return part.build();
  }

  static Part keyset(Json json, int size) throws Rejected {
    return keyset(Keyset.parse(json), size);
  }

  static Part keyset(Keyset keyset, int size) {
    var part = Part.of("keyset", size);
    part.member("(enclave)", keyset.enclave().toString(), "the name of whoever holds these keys");
    members(part, "", keyset.toJson());
    return part.build();
  }

  /** All members, those of objects inside under the name of the object. */
  static void members(Part.Builder part, String prefix, Json.Obj object) {
    object.members().forEach((name, value) -> member(part, prefix, name, value));
  }

  private static void member(Part.Builder part, String prefix, String name, Json value) {
    var path = prefix + name;
    switch (value) {
      case Json.Obj inner -> members(part, path + ".", inner);
      case Json.Str(String text) -> part.member(path, text, "");
      case Json.Num(String literal) -> part.member(path, literal, moment(name, literal));
      default -> part.member(path, JsonWriter.write(value), "");
    }
  }

  /** The formats' integers end at 2^53-1, which is a moment in either unit. */
  private static String moment(String name, String literal) {
    return switch (name) {
      case "issuedAt", "expiresAt" -> CertificatePart.time(Long.parseLong(literal));
      case "notBefore", "notAfter" -> seconds(Long.parseLong(literal));
      default -> "";
    };
  }

  private static String seconds(long since1970) {
    var last = Instant.MAX.getEpochSecond();
    return since1970 > last ? "beyond the calendar" : Instant.ofEpochSecond(since1970).toString();
  }
}
