// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.endorsement.Der;

/** A list of revoked certificates, entry by entry. */
final class CrlPart {
  private static final Reason REASON = Reason.ENDORSEMENT_PARSE;

  private CrlPart() {}

  static Part read(Bytes der) throws Rejected {
    var crl = Crl.parse(der, REASON);
    var part = Part.of("X.509 revocation list", der.size());
    var outer = Element.document(der).children();
    var fields = outer.getFirst().children().iterator();
    fields.next().show(part, "version", "2");
    fields.next().show(part, "signature algorithm", crl.scheme().name());
    fields.next().show(part, "issuer", "CN=" + crl.issuer().display());
    fields.next().show(part, "this update", CertificatePart.time(crl.validity().notBefore()));
    fields.next().show(part, "next update", CertificatePart.time(crl.validity().notAfter()));
    while (fields.hasNext()) {
      var field = fields.next();
      if (field.is(Der.SEQUENCE)) {
        revoked(field, part);
      } else {
        field.show(part, "extensions", "");
      }
    }
    outer.getLast().show(part, "signature", "");
    return part.build();
  }

  private static void revoked(Element entries, Part.Builder part) throws Rejected {
    for (var entry : entries.children()) {
      var serial = Der.of(entry.encoded(), REASON).enter(Der.SEQUENCE).integer();
      entry.show(part, "revoked", "serial 0x" + serial.toString(16));
    }
  }
}
