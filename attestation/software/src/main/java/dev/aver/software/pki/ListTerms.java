// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.pki;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;

/**
 * What a revocation list says.
 *
 * @param validity thisUpdate and nextUpdate, to the second
 * @param revoked serial numbers, revoked from the first moment of the list
 */
public record ListTerms(
    X500Name issuer, Validity validity, List<BigInteger> revoked, Extensions extensions) {
  private static final int KEY_COMPROMISE = 1;

  /** Copies the list. */
  public ListTerms {
    revoked = List.copyOf(revoked);
  }

  /** The list as DER, signed by {@code issuerKey} whoever {@code issuer} names. */
  public Bytes signedBy(IssuerKey issuerKey) {
    var part = new V2TBSCertListGenerator();
    part.setSignature(issuerKey.algorithm());
    part.setIssuer(issuer);
    part.setThisUpdate(Signed.time(validity.notBefore()));
    part.setNextUpdate(Signed.time(validity.notAfter()));
    for (var serial : revoked) {
      part.addCRLEntry(new ASN1Integer(serial), Signed.time(validity.notBefore()), KEY_COMPROMISE);
    }
    part.setExtensions(extensions);
    return Signed.by(issuerKey, part.generateTBSCertList());
  }
}
