// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A Nitro document as people have it: the CBOR itself, or the base64 that an endpoint answers. */
public final class NitroFile {
  /** An array of four whose first is a protected header with an algorithm. */
  private static final Bytes START = Bytes.of((byte) 0x84, (byte) 0x44, (byte) 0xa1, (byte) 0x01);

  private NitroFile() {}

  /** The CBOR; whatever is no base64 stays as it is, for the parser to refuse. */
  public static Bytes decoded(Bytes content) {
    if (begins(content)) {
      return content;
    }
    try {
      var text = new String(content.toArray(), StandardCharsets.ISO_8859_1).strip();
      return Bytes.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return content;
    }
  }

  /** Whether this can be nothing else, in either form. */
  public static boolean recognised(Bytes content) {
    return begins(decoded(content));
  }

  static boolean begins(Bytes content) {
    return content.size() > START.size() && content.slice(0, START.size()).equals(START);
  }
}
