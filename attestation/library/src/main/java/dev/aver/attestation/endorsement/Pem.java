// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Certificates as text (RFC 7468), bounded in count and size and with nothing between them. */
public final class Pem {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private Pem() {}

  /**
   * The DER of each certificate, in order.
   *
   * @param text ASCII; white space between certificates is ignored
   * @param max the most certificates that are read
   * @throws Rejected {@code reason} for anything else than 1 to {@code max} certificates
   */
  public static List<Bytes> certificates(Bytes text, int max, Reason reason) throws Rejected {
    var found = new ArrayList<Bytes>();
    for (var block : blocks(text, max, reason)) {
      found.add(decode(block, reason));
    }
    return List.copyOf(found);
  }

  /**
   * What stands between the lines of each certificate, in order, for {@link #decode}.
   *
   * @param text ASCII; white space between certificates is ignored
   * @param max the most certificates that are read
   * @throws Rejected {@code reason} for anything else than 1 to {@code max} certificates
   */
  public static List<String> blocks(Bytes text, int max, Reason reason) throws Rejected {
    if (text.size() > 2 * max * Certificate.MAX_BYTES) {
      throw new Rejected(reason, "PEM of " + text.size() + " bytes");
    }
    var rest = new String(text.toArray(), StandardCharsets.ISO_8859_1).strip();
    var found = new ArrayList<String>();
    while (!rest.isEmpty()) {
      // Behind the first line: the two could share their hyphens.
      var end = rest.indexOf(END, BEGIN.length());
      if (!rest.startsWith(BEGIN) || end < 0 || found.size() == max) {
        throw new Rejected(reason, "not 1 to " + max + " PEM certificates");
      }
      found.add(rest.substring(BEGIN.length(), end));
      rest = rest.substring(end + END.length()).strip();
    }
    if (found.isEmpty()) {
      throw new Rejected(reason, "no PEM certificate");
    }
    return List.copyOf(found);
  }

  /**
   * The DER of the first certificate, whatever stands behind it.
   *
   * @throws Rejected {@code reason} unless the text begins with one
   */
  public static Bytes first(Bytes text, Reason reason) throws Rejected {
    var bounded = text.slice(0, Math.min(text.size(), 2 * Certificate.MAX_BYTES));
    var start = new String(bounded.toArray(), StandardCharsets.ISO_8859_1).strip();
    var end = start.indexOf(END, BEGIN.length());
    if (!start.startsWith(BEGIN) || end < 0) {
      throw new Rejected(reason, "no PEM certificate");
    }
    return decode(start.substring(BEGIN.length(), end), reason);
  }

  /**
   * The DER of one of {@link #blocks}.
   *
   * @throws Rejected {@code reason} unless it is base64
   */
  public static Bytes decode(String base64, Reason reason) throws Rejected {
    var lines = base64.getBytes(StandardCharsets.ISO_8859_1);
    var size = 0;
    for (var octet : lines) {
      if (octet != '\n' && octet != '\r') {
        lines[size++] = octet;
      }
    }
    try {
      return Bytes.of(Base64.getDecoder().decode(Arrays.copyOf(lines, size)));
    } catch (IllegalArgumentException e) {
      throw new Rejected(reason, "PEM that is not base64");
    }
  }

  /** One certificate as text. */
  public static String encode(Bytes der) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray());
    return BEGIN + "\n" + lines + "\n" + END + "\n";
  }
}
