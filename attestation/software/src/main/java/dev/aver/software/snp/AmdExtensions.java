// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.software.pki.ExtensionList;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The extensions of AMD's certificates, in AMD's order (attestation.md, 1.4). */
final class AmdExtensions {
  private static final String ARC = "1.3.6.1.4.1.3704.1.";

  private AmdExtensions() {}

  static Extensions ark(SubjectPublicKeyInfo key) {
    return new ExtensionList()
        .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
        .subjectKey(key)
        .authority()
        .build();
  }

  static Extensions ask(SubjectPublicKeyInfo key, SubjectPublicKeyInfo issuer) {
    return new ExtensionList()
        .subjectKey(key)
        .authorityKey(issuer)
        .authority(0)
        .usage(KeyUsage.keyCertSign)
        .build();
  }

  static Extensions crl(SubjectPublicKeyInfo issuer, long number) {
    return new ExtensionList().listNumber(number).authorityKey(issuer).build();
  }

  static Extensions vek(VekTerms terms) {
    var all = new ExtensionList();
    number(all, "1", terms.structure());
    all.vendor(ARC + "2", new DERIA5String(terms.productName()));
    terms.levels().forEach((number, level) -> number(all, "3." + number, level));
    // Bare bytes, not DER: as most genuine certificates have it.
    terms.hwId().ifPresent(id -> all.bare(ARC + "4", id.toArray()));
    terms.cspId().ifPresent(id -> all.vendor(ARC + "5", new DERIA5String(id)));
    return all.build();
  }

  private static void number(ExtensionList all, String end, int value) {
    all.vendor(ARC + end, new ASN1Integer(value));
  }
}
