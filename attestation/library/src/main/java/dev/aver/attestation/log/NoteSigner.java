// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.bytes.Bytes;
import java.util.List;

/**
 * Signs notes under the name of a log (C2SP signed-note, type 0x01). Thread-safe; the key stays
 * whoever's it is, and whoever's it is closes it.
 */
public final class NoteSigner {
  private final VerifierKey verifierKey;
  private final Ed25519Key key;

  /** Signs as {@code name}, which for a log is its origin. */
  public NoteSigner(String name, Ed25519Key key) {
    this.verifierKey = VerifierKey.note(name, key.publicKey());
    this.key = key;
  }

  /** What others check the notes with. */
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /** The note over {@code text}, which ends in a line feed. */
  public SignedNote sign(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("the text of a note ends in a line feed");
    }
    var signature = key.sign(Bytes.utf8(text));
    return new SignedNote(
        text, List.of(new SignedNote.Line(verifierKey.name(), verifierKey.keyId(), signature)));
  }
}
