// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import java.util.List;
import java.util.Set;

/**
 * What the holder of a certificate may sign, from its basic constraints and key usage (RFC 5280,
 * 4.2.1.3 and 4.2.1.9).
 *
 * @param ca whether it is an authority at all
 * @param pathLength authorities that may stand between it and a leaf; {@link #UNLIMITED} if unsaid
 * @param signsCertificates the key usage keyCertSign
 * @param signsCrls the key usage cRLSign
 * @param understood no extension occurs twice and no critical one is unknown
 */
public record Authority(
    boolean ca, int pathLength, boolean signsCertificates, boolean signsCrls, boolean understood) {
  /** No limit on the length of the path. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final Set<String> KNOWN = Set.of(BASIC_CONSTRAINTS, KEY_USAGE);
  private static final int KEY_CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;

  static Authority of(List<Extension> extensions, Reason reason) throws Rejected {
    var ca = false;
    var pathLength = UNLIMITED;
    var usage = 0;
    var understood = !Extension.anyTwice(extensions);
    for (var extension : extensions) {
      var outer = Der.of(extension.value(), reason);
      if (extension.oid().equals(BASIC_CONSTRAINTS)) {
        var fields = outer.enter(Der.SEQUENCE);
        outer.end();
        ca = fields.nextIs(Der.BOOLEAN) && fields.bool();
        if (fields.hasMore()) {
          pathLength = fields.integer(0, 255);
        }
        fields.end();
      } else if (extension.oid().equals(KEY_USAGE)) {
        usage = usage(outer);
      }
      understood &= !extension.critical() || KNOWN.contains(extension.oid());
    }
    return new Authority(
        ca, pathLength, bit(usage, KEY_CERT_SIGN), bit(usage, CRL_SIGN), understood);
  }

  /** Whether it may issue certificates with {@code below} authorities between them and a leaf. */
  public boolean mayIssue(int below) {
    return ca && signsCertificates && understood && pathLength >= below;
  }

  /** The first byte of the named bits: bit 0 is the most significant. */
  private static int usage(Der outer) throws Rejected {
    var content = outer.take(Der.BIT_STRING);
    outer.end();
    if (content.size() < 2 || content.at(0) < 0 || content.at(0) > 7) {
      throw outer.bad("key usage without bits");
    }
    return content.at(1) & 0xff;
  }

  private static boolean bit(int usage, int number) {
    return (usage >> 7 - number & 1) == 1;
  }
}
