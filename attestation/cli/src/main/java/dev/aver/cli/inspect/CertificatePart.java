// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.VerificationKey;
import java.time.Instant;
import java.util.Iterator;

/** An X.509 certificate, and a chain of them as PEM. */
final class CertificatePart {
  private static final int EXTENSIONS = 0xa3; // [3] EXPLICIT

  private CertificatePart() {}

  static Part read(Bytes der) throws Rejected {
    var certificate = Certificate.parse(der, Reason.ENDORSEMENT_PARSE);
    var part = Part.of("X.509 certificate", der.size());
    var outer = Element.document(der).children();
    var fields = outer.getFirst().children().iterator();
    fields.next().show(part, "version", "3");
    fields.next().show(part, "serial number", "0x" + certificate.serial().toString(16));
    fields.next().show(part, "signature algorithm", certificate.scheme().name());
    fields.next().show(part, "issuer", "CN=" + certificate.issuer().display());
    var dates = fields.next().children();
    var validity = certificate.validity();
    dates.get(0).show(part, "not before", time(validity.notBefore()));
    dates.get(1).show(part, "not after", time(validity.notAfter()));
    fields.next().show(part, "subject", "CN=" + certificate.subject().display());
    fields.next().show(part, "public key", key(certificate));
    extensions(fields, certificate, part);
    outer.getLast().show(part, "signature", "");
    part.member("SHA-256", certificate.digest().hex(), "of the whole certificate");
    VendorExtensions.show(certificate, part);
    return part.build();
  }

  /** PEM of 1 to {@code max} certificates. */
  static Part chain(Bytes pem, int max) throws Rejected {
    var part = Part.of("certificates as PEM", pem.size());
    var number = 0;
    for (var der : Pem.certificates(pem, max, Reason.ENDORSEMENT_PARSE)) {
      part.part("certificate " + number++, der, CertificatePart::read);
    }
    return part.build();
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static String key(Certificate certificate) {
    var kind =
        switch (certificate.key()) {
          case VerificationKey.Ec ec -> "EC " + ec.curve().name();
          case VerificationKey.Rsa rsa -> "RSA " + rsa.bits() + " bits";
          case VerificationKey.Unsupported other -> other.why();
        };
    return kind + ", SHA-256 " + certificate.keyDigest().hex();
  }

  private static void extensions(
      Iterator<Element> fields, Certificate certificate, Part.Builder part) throws Rejected {
    while (fields.hasNext()) {
      var field = fields.next();
      if (field.is(EXTENSIONS)) {
        var elements = field.children().getFirst().children().iterator();
        for (var extension : certificate.extensions()) {
          var name = "extension " + extension.oid();
          var critical = extension.critical() ? ", critical" : "";
          elements.next().show(part, name, ExtensionNames.of(extension.oid()) + critical);
        }
      }
    }
  }
}
