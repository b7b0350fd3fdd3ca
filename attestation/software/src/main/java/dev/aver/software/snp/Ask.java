// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.software.pki.CertificateTerms;
import dev.aver.software.pki.IssuerKey;
import dev.aver.software.pki.Names;
import java.math.BigInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** An ASK, or for VLEKs an ASVK: issues VEKs for whatever key and terms it is given. */
record Ask(X500Name name, BigInteger serial, IssuerKey key) {
  SubjectPublicKeyInfo publicKey() {
    return key.publicKey();
  }

  Bytes vek(VekTerms terms, SubjectPublicKeyInfo vekKey) {
    return new CertificateTerms(
            name,
            terms.serial(),
            Names.of(terms.kind().commonName()),
            vekKey,
            terms.validity(),
            AmdExtensions.vek(terms))
        .signedBy(key);
  }
}
