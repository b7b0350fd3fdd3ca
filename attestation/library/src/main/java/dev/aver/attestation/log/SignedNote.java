// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A text and signature lines below it (C2SP signed-note): {@code text, blank line, — name
 * base64(key id ‖ signature)}. Well-formed only: nothing is verified before one of the checks.
 *
 * @param text what is signed, with its final line feed
 * @param lines the signature lines in their order, 1 to {@value #MAX_LINES}
 */
public record SignedNote(String text, List<Line> lines) {
  /** The most signature lines that are looked at (formats.md, 6). */
  public static final int MAX_LINES = 64;

  /** The largest note in characters: room for 64 lines of any known kind of signature. */
  public static final int MAX_SIZE = 1 << 20;

  /** The size of a key id in bytes. */
  public static final int KEY_ID_SIZE = 4;

  private static final String DASH = "\u2014 ";

  /**
   * One signature line.
   *
   * @param keyId four bytes
   * @param signature the rest, at least one byte
   */
  public record Line(String name, Bytes keyId, Bytes signature) {
    /** Whether the line claims to be by {@code key}. */
    public boolean isBy(VerifierKey key) {
      return name.equals(key.name()) && keyId.equals(key.keyId());
    }

    @Override
    public String toString() {
      return DASH + name + " " + keyId.plus(signature).base64() + "\n";
    }
  }

  /** Copies {@code lines}. */
  public SignedNote {
    lines = List.copyOf(lines);
  }

  /**
   * Parses a note.
   *
   * @throws Rejected {@link Reason#NOTE_FORMAT}
   */
  public static SignedNote parse(String note) throws Rejected {
    if (note.length() > MAX_SIZE) {
      throw new Rejected(Reason.NOTE_FORMAT, "longer than " + MAX_SIZE + " characters");
    }
    if (!note.codePoints().allMatch(NoteText::isAllowed)) {
      throw new Rejected(Reason.NOTE_FORMAT, "a control character");
    }
    // The last blank line, because the text may hold others.
    var blank = note.lastIndexOf("\n\n");
    if (blank < 0) {
      throw new Rejected(Reason.NOTE_FORMAT, "no blank line before the signatures");
    }
    return new SignedNote(note.substring(0, blank + 1), lines(note.substring(blank + 2)));
  }

  private static List<Line> lines(String signatures) throws Rejected {
    if (!signatures.endsWith("\n")) {
      throw new Rejected(Reason.NOTE_FORMAT, "no signature line, or the last one does not end");
    }
    var lines = new ArrayList<Line>();
    for (var at = 0; at < signatures.length(); ) {
      if (lines.size() == MAX_LINES) {
        throw new Rejected(Reason.NOTE_FORMAT, "more than " + MAX_LINES + " signature lines");
      }
      var end = signatures.indexOf('\n', at);
      lines.add(line(signatures.substring(at, end)));
      at = end + 1;
    }
    return lines;
  }

  private static Line line(String line) throws Rejected {
    var space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw new Rejected(Reason.NOTE_FORMAT, "a signature line is not dash, name, signature");
    }
    var name = line.substring(DASH.length(), space);
    if (!VerifierKey.isName(name)) {
      throw new Rejected(Reason.NOTE_FORMAT, "a signature line without a key name");
    }
    var bytes = NoteText.base64(line.substring(space + 1), Reason.NOTE_FORMAT);
    if (bytes.size() <= KEY_ID_SIZE) {
      throw new Rejected(Reason.NOTE_FORMAT, "a signature line without a signature");
    }
    return new Line(name, bytes.slice(0, KEY_ID_SIZE), bytes.slice(KEY_ID_SIZE, bytes.size()));
  }

  /**
   * Accepts only if {@code key} signed the text. Every line of the key must be right, lines of
   * others are not looked at.
   *
   * @throws Rejected {@link Reason#NOTE_UNSIGNED}, {@link Reason#NOTE_SIGNATURE}
   */
  public void verify(VerifierKey key) throws Rejected {
    if (!isSignedBy(key)) {
      throw new Rejected(Reason.NOTE_UNSIGNED, "no signature line of " + key.name());
    }
  }

  /**
   * Whether {@code key} signed the text.
   *
   * @throws Rejected {@link Reason#NOTE_SIGNATURE} if a line of the key is wrong
   */
  boolean isSignedBy(VerifierKey key) throws Rejected {
    if (key.type() != VerifierKey.Type.NOTE) {
      return false; // its key id is that of another kind of signature
    }
    var signed = false;
    for (var line : lines) {
      if (line.isBy(key)) {
        if (!Ed25519Signature.verifies(key.publicKey(), Bytes.utf8(text), line.signature())) {
          throw new Rejected(Reason.NOTE_SIGNATURE, "of " + key.name());
        }
        signed = true;
      }
    }
    return signed;
  }

  /** This note with another signature line at its end. */
  public SignedNote with(Line line) {
    var more = new ArrayList<>(lines);
    more.add(line);
    return new SignedNote(text, more);
  }

  /** The note as it is sent and stored. */
  @Override
  public String toString() {
    var note = new StringBuilder(text).append('\n');
    lines.forEach(note::append);
    return note.toString();
  }
}
