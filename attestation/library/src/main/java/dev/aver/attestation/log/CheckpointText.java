// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Members;
import java.util.regex.Pattern;

/**
 * The head of a log as its notes say it: exactly three lines, no extension (formats.md, 6).
 *
 * @param origin the log's name, for an enclave {@code aver/<64 hex digits>}
 * @param size the number of entries, at most 2^53−1
 */
public record CheckpointText(String origin, long size, Digest root) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,15}");
  private static final int LINES = 3;

  /** Refuses what no text says: a programming error, since {@link #parse} checks. */
  public CheckpointText {
    if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0 || size > Members.MAX_INTEGER) {
      throw new IllegalArgumentException("no checkpoint of " + size + " entries");
    }
  }

  /** The origin of an enclave's log. */
  public static String origin(Digest enclave) {
    return "aver/" + enclave.hex();
  }

  /**
   * Parses the text of a note.
   *
   * @throws Rejected {@link Reason#CHECKPOINT_FORMAT}
   */
  public static CheckpointText parse(String text) throws Rejected {
    var lines = text.split("\n", -1);
    // Three lines that all end: the fourth piece is what follows the last line feed, nothing.
    if (lines.length != LINES + 1 || !lines[LINES].isEmpty() || lines[0].isEmpty()) {
      throw new Rejected(Reason.CHECKPOINT_FORMAT, "not origin, size and root");
    }
    return new CheckpointText(lines[0], size(lines[1]), root(lines[2]));
  }

  private static long size(String line) throws Rejected {
    if (!SIZE.matcher(line).matches() || Long.parseLong(line) > Members.MAX_INTEGER) {
      throw new Rejected(Reason.CHECKPOINT_FORMAT, "the size is not a decimal up to 2^53-1");
    }
    return Long.parseLong(line);
  }

  private static Digest root(String line) throws Rejected {
    var bytes = NoteText.base64(line, Reason.CHECKPOINT_FORMAT);
    if (bytes.size() != Digest.SIZE) {
      throw new Rejected(Reason.CHECKPOINT_FORMAT, "the root has " + bytes.size() + " bytes");
    }
    return new Digest(bytes);
  }

  /**
   * The head that {@code note} states, if {@code key} signed it and the note is of the log of the
   * key's name.
   *
   * @throws Rejected {@link Reason#NOTE_UNSIGNED}, {@link Reason#NOTE_SIGNATURE}, {@link
   *     Reason#CHECKPOINT_FORMAT}, {@link Reason#CHECKPOINT_ORIGIN}
   */
  public static CheckpointText of(SignedNote note, VerifierKey key) throws Rejected {
    note.verify(key);
    var head = parse(note.text());
    if (!head.origin().equals(key.name())) {
      throw new Rejected(Reason.CHECKPOINT_ORIGIN, "not the log of " + key.name());
    }
    return head;
  }

  /** The three lines, as they are signed. */
  public String text() {
    return origin + "\n" + size + "\n" + root.bytes().base64() + "\n";
  }
}
