// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.log;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.Base64;

/** The spellings that notes share: characters, white space and base64. */
final class NoteText {
  private NoteText() {}

  /**
   * Decodes standard base64 in its one spelling: padded, unused bits zero.
   *
   * @throws Rejected {@code otherwise}
   */
  static Bytes base64(String text, Reason otherwise) throws Rejected {
    Bytes decoded;
    try {
      decoded = Bytes.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new Rejected(otherwise, "not base64");
    }
    if (!decoded.base64().equals(text)) {
      throw new Rejected(otherwise, "not base64 in its canonical spelling");
    }
    return decoded;
  }

  /** Whether Unicode calls {@code codePoint} a space, of whatever kind. */
  static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == 0x85; // NEL: a line end of EBCDIC that Java's two tests leave out
  }

  /**
   * Whether a note may hold {@code codePoint}: no control characters but line feed, no lone half.
   */
  static boolean isAllowed(int codePoint) {
    return codePoint == '\n'
        || codePoint >= ' '
            && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }
}
