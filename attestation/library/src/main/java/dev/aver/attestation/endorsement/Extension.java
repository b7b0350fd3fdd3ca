// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** One X.509 extension; {@code value} is the content of its OCTET STRING. */
public record Extension(String oid, boolean critical, Bytes value) {
  /** More than any vendor's certificate has. */
  private static final int MAX_EXTENSIONS = 64;

  /** Reads a sequence of extensions (RFC 5280, 4.1). */
  static List<Extension> parseAll(Der extensions) throws Rejected {
    var found = new ArrayList<Extension>();
    while (extensions.hasMore()) {
      if (found.size() == MAX_EXTENSIONS) {
        throw extensions.bad("more than " + MAX_EXTENSIONS + " extensions");
      }
      var extension = extensions.enter(Der.SEQUENCE);
      var oid = extension.oid();
      var critical = extension.nextIs(Der.BOOLEAN) && extension.bool();
      found.add(new Extension(oid, critical, extension.take(Der.OCTET_STRING)));
      extension.end();
    }
    return List.copyOf(found);
  }

  /** Whether an object identifier occurs twice, which RFC 5280 forbids. */
  static boolean anyTwice(List<Extension> extensions) {
    var seen = new HashSet<String>();
    for (var extension : extensions) {
      if (!seen.add(extension.oid())) {
        return true;
      }
    }
    return false;
  }
}
