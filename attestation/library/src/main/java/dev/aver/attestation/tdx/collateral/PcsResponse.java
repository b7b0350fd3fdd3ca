// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.nio.charset.StandardCharsets;

/**
 * A body of Intel's provisioning service, {@code {"tcbInfo":{…},"signature":"hex"}}, taken apart
 * without touching what was signed: the text of the inner object is cut out, never written anew
 * (attestation.md, 3.3).
 *
 * @param document exact text of the inner object
 * @param signature hex of r ‖ s
 */
public record PcsResponse(String document, String signature) {
  private static final int MAX_SIZE = TcbInfo.MAX_SIZE + 1024;
  private static final int MAX_HEADER = 64 * 1024;

  /**
   * Takes a body apart.
   *
   * @param member name of the inner object, {@code tcbInfo} or {@code enclaveIdentity}
   * @throws Rejected {@code reason}
   */
  public static PcsResponse parse(Bytes body, String member, Reason reason) throws Rejected {
    Json json;
    try {
      json = JsonReader.document(body, MAX_SIZE);
    } catch (Rejected e) {
      throw new Rejected(reason, e.reason() + ": " + e.detail());
    }
    if (json instanceof Json.Obj object
        && object.members().size() == 2
        && object.get(member) instanceof Json.Obj
        && object.get("signature") instanceof Json.Str(String signature)) {
      var text = new String(body.toArray(), StandardCharsets.UTF_8);
      return new PcsResponse(cut(text, member), signature);
    }
    throw new Rejected(reason, "not " + member + " and signature");
  }

  /**
   * An issuer chain as the service sends it in a header: PEM, percent-encoded (RFC 3986, 2.1).
   *
   * @throws Rejected {@code reason}
   */
  public static String issuerChain(String header, Reason reason) throws Rejected {
    if (header.length() > MAX_HEADER) {
      throw new Rejected(reason, header.length() + " characters, at most " + MAX_HEADER);
    }
    var text = new StringBuilder(header.length());
    for (var i = 0; i < header.length(); i++) {
      var c = header.charAt(i);
      if (c == '%') {
        text.append((char) octet(header, i + 1, reason));
        i += 2;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static int octet(String header, int at, Reason reason) throws Rejected {
    var high = at < header.length() ? Character.digit(header.charAt(at), 16) : -1;
    var low = at + 1 < header.length() ? Character.digit(header.charAt(at + 1), 16) : -1;
    if (high < 0 || low < 0) {
      throw new Rejected(reason, "not percent-encoded");
    }
    return high << 4 | low;
  }

  /**
   * The text of a member's object in JSON that is known to be well-formed and to have this member
   * at its top: the first object at depth 2, since the other member is a string.
   */
  private static String cut(String text, String member) {
    var start = -1;
    var depth = 0;
    var inString = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' && ++depth == 2) {
        start = i;
      } else if (c == '}' && --depth == 1) {
        return text.substring(start, i + 1);
      }
    }
    throw new IllegalStateException("no object " + member);
  }
}
