// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;

/**
 * A public key that notes are checked with, by the name of its holder: C2SP signed-note's vkey,
 * {@code name+<8 hex digits>+base64(type ‖ key)}.
 *
 * @param name not empty, without white space and {@code +}
 * @param publicKey the Ed25519 key
 */
public record VerifierKey(String name, Type type, Digest publicKey) {
  /** What its signatures are over. */
  public enum Type {
    /** Ed25519 over the note's text. */
    NOTE((byte) 0x01),
    /** Ed25519 over the time of signing and the note's text (C2SP tlog-cosignature). */
    COSIGNATURE((byte) 0x04);

    private final byte code;

    Type(byte code) {
      this.code = code;
    }
  }

  /** Refuses a name that no note can hold: a programming error, since {@link #parse} checks. */
  public VerifierKey {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a key name");
    }
  }

  /** The key that signs notes of the log {@code name}. */
  public static VerifierKey note(String name, Digest publicKey) {
    return new VerifierKey(name, Type.NOTE, publicKey);
  }

  /** The key of the witness {@code name}. */
  public static VerifierKey cosignature(String name, Digest publicKey) {
    return new VerifierKey(name, Type.COSIGNATURE, publicKey);
  }

  /**
   * Parses a vkey whose key id fits its name and key.
   *
   * @throws Rejected {@link Reason#FIELD_TYPE}
   */
  public static VerifierKey parse(String vkey) throws Rejected {
    var parts = vkey.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0])) {
      throw new Rejected(Reason.FIELD_TYPE, "not name+id+key");
    }
    var key = new VerifierKey(parts[0], type(parts[2]), key(parts[2]));
    if (!key.keyId().hex().equals(parts[1])) {
      throw new Rejected(Reason.FIELD_TYPE, "the key id does not fit name and key");
    }
    return key;
  }

  private static Bytes typedKey(String base64) throws Rejected {
    var bytes = NoteText.base64(base64, Reason.FIELD_TYPE);
    if (bytes.size() != 1 + Digest.SIZE) {
      throw new Rejected(Reason.FIELD_TYPE, "not a type and a key of 32 bytes");
    }
    return bytes;
  }

  private static Type type(String base64) throws Rejected {
    var code = typedKey(base64).at(0);
    for (var type : Type.values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new Rejected(Reason.FIELD_TYPE, "key of an unknown type: " + code);
  }

  private static Digest key(String base64) throws Rejected {
    return new Digest(typedKey(base64).slice(1, 1 + Digest.SIZE));
  }

  /** Whether a note can name a key so: not empty, no white space, no {@code +} (C2SP). */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints().noneMatch(c -> c == '+' || c < ' ' || NoteText.isSpace(c));
  }

  /** The four bytes by which signature lines name the key. */
  public Bytes keyId() {
    var input = Bytes.concat(Bytes.utf8(name), Bytes.of((byte) '\n'), typed());
    return Hashes.sha256(input).bytes().slice(0, SignedNote.KEY_ID_SIZE);
  }

  /** The vkey as policies spell it. */
  public String format() {
    return name + "+" + keyId().hex() + "+" + typed().base64();
  }

  private Bytes typed() {
    return Bytes.of(type.code).plus(publicKey.bytes());
  }

  @Override
  public String toString() {
    return format();
  }
}
