// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Binary documents as they travel in text: hexadecimal, base64 of either alphabet, PEM of a CRL.
 */
final class TextForm {
  private static final String CRL = "-----BEGIN X509 CRL-----";
  private static final String CRL_END = "-----END X509 CRL-----";
  private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]{64,}+");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_\\-\\s]{64,}+={0,2}");

  private TextForm() {}

  /**
   * The bytes behind the text.
   *
   * @param name how they were written
   */
  record Decoded(String name, Bytes content) {}

  /** Empty unless all of it is text of one of these forms, and not a short word. */
  static Optional<Decoded> of(Bytes content) {
    var text = new String(content.toArray(), StandardCharsets.ISO_8859_1).strip();
    if (text.startsWith(CRL) && text.endsWith(CRL_END)) {
      var inside = text.substring(CRL.length(), text.length() - CRL_END.length());
      return base64(inside).map(der -> new Decoded("PEM", der));
    }
    if (text.length() % 2 == 0 && HEX.matcher(text).matches()) {
      var digits = text.startsWith("0x") ? text.substring(2) : text;
      return Optional.of(new Decoded("hexadecimal", Bytes.of(HexFormat.of().parseHex(digits))));
    }
    return BASE64.matcher(text).matches()
        ? base64(text).map(bytes -> new Decoded("base64", bytes))
        : Optional.empty();
  }

  private static Optional<Bytes> base64(String text) {
    var joined = text.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
    try {
      return Optional.of(Bytes.of(Base64.getDecoder().decode(joined)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
