// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.pki;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * What a certificate says. The parts are put together here and not by a builder, because every VEK
 * has the serial number 0, which builders refuse.
 *
 * @param validity to the second
 */
public record CertificateTerms(
    X500Name issuer,
    BigInteger serial,
    X500Name subject,
    SubjectPublicKeyInfo key,
    Validity validity,
    Extensions extensions) {
  /** The certificate as DER, signed by {@code issuerKey} whoever {@code issuer} names. */
  public Bytes signedBy(IssuerKey issuerKey) {
    var part = new V3TBSCertificateGenerator();
    part.setSerialNumber(new ASN1Integer(serial));
    part.setSignature(issuerKey.algorithm());
    part.setIssuer(issuer);
    part.setStartDate(Signed.time(validity.notBefore()));
    part.setEndDate(Signed.time(validity.notAfter()));
    part.setSubject(subject);
    part.setSubjectPublicKeyInfo(key);
    part.setExtensions(extensions);
    return Signed.by(issuerKey, part.generateTBSCertificate());
  }
}
