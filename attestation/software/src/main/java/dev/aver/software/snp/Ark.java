// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.software.pki.CertificateTerms;
import dev.aver.software.pki.IssuerKey;
import dev.aver.software.pki.ListTerms;
import dev.aver.software.pki.Names;
import dev.aver.software.pki.PssKey;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The root of one product line, in place of AMD's: issues ASK, ASVK and the revocation list. */
final class Ark {
  private final Product product;
  private final PssKey key;

  Ark(Product product, PssKey key) {
    this.product = product;
    this.key = key;
  }

  /** The same key under the name of another product. */
  Ark named(Product other) {
    return new Ark(other, key);
  }

  private X500Name name() {
    return Names.of("ARK-" + product.line());
  }

  SubjectPublicKeyInfo publicKey() {
    return key.publicKey();
  }

  BigInteger serial() {
    // AMD's own numbers.
    return switch (product) {
      case MILAN -> BigInteger.valueOf(0x10000);
      case GENOA -> BigInteger.valueOf(0x20000);
      case TURIN -> BigInteger.valueOf(0x30000);
    };
  }

  /** Its own certificate, self-signed. */
  Bytes certificate(Validity validity) {
    var own = key.publicKey();
    return new CertificateTerms(name(), serial(), name(), own, validity, AmdExtensions.ark(own))
        .signedBy(key);
  }

  /** The certificate of an ASK, or for VLEKs of an ASVK. */
  Bytes certify(Ask ask, Validity validity) {
    var extensions = AmdExtensions.ask(ask.publicKey(), key.publicKey());
    return new CertificateTerms(
            name(), ask.serial(), ask.name(), ask.publicKey(), validity, extensions)
        .signedBy(key);
  }

  /** A revocation list of these serial numbers. */
  Bytes crl(Validity validity, List<BigInteger> revoked) {
    return crl(validity, revoked, key);
  }

  /** The same, signed by {@code other}: a list that anybody could have made. */
  Bytes crl(Validity validity, List<BigInteger> revoked, IssuerKey other) {
    var extensions = AmdExtensions.crl(key.publicKey(), validity.notBefore() / 1000);
    return new ListTerms(name(), validity, revoked, extensions).signedBy(other);
  }

  /** Who signs VEKs of this kind below it, with this key. */
  Ask ask(SigningKey kind, PssKey askKey) {
    var next = kind == SigningKey.VCEK ? 1 : 2;
    var serial = serial().add(BigInteger.valueOf(next));
    return new Ask(Names.of(kind.issuerPrefix() + product.line()), serial, askKey);
  }
}
