// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.SignedCheckpoint;
import dev.aver.attestation.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A signed note, line by line, and the checkpoint of an enclave that holds one. */
final class NotePart {
  private static final List<String> CHECKPOINT = List.of("origin", "size", "root");

  private NotePart() {}

  static Part read(Bytes utf8) throws Rejected {
    var text = new String(utf8.toArray(), StandardCharsets.UTF_8);
    if (!Bytes.utf8(text).equals(utf8)) {
      throw new Rejected(Reason.NOTE_FORMAT, "not UTF-8");
    }
    var note = SignedNote.parse(text);
    var part = Part.of("signed note", utf8.size());
    var at = text(note, part);
    for (var line : note.lines()) {
      var length = Bytes.utf8(line.toString()).size();
      var by = "by " + line.name() + ", key id " + line.keyId().hex();
      part.field(at, length, "signature", line.signature().hex(), by);
      at += length;
    }
    return part.build();
  }

  /** The lines that are signed; where the signatures begin. */
  private static int text(SignedNote note, Part.Builder part) {
    var lines = note.text().split("\n", -1);
    var names = isCheckpoint(note) ? CHECKPOINT : List.<String>of();
    var at = 0;
    for (var i = 0; i < lines.length - 1; i++) {
      var length = Bytes.utf8(lines[i]).size() + 1;
      part.field(at, length, i < names.size() ? names.get(i) : "text", lines[i], "");
      at += length;
    }
    return at + 1; // behind the blank line
  }

  private static boolean isCheckpoint(SignedNote note) {
    try {
      CheckpointText.parse(note.text());
      return true;
    } catch (Rejected e) {
      return false; // A note of something else is a note all the same.
    }
  }

  static Part checkpoint(Json json, int size) throws Rejected {
    return checkpoint(SignedCheckpoint.parse(json), size);
  }

  static Part checkpoint(SignedCheckpoint checkpoint, int size) {
    var issuedAt = checkpoint.issuedAt();
    return Part.of("signed checkpoint", size)
        .member("issuedAt", Long.toString(issuedAt), CertificatePart.time(issuedAt))
        .member("signature", checkpoint.signature().toString(), "by receiptSigner")
        .part("note", Bytes.utf8(checkpoint.note()), NotePart::read)
        .build();
  }
}
