// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.software.pki.CertificateTerms;
import dev.aver.software.pki.EcKey;
import dev.aver.software.pki.EcKey.Group;
import dev.aver.software.pki.ExtensionList;
import dev.aver.software.pki.ListTerms;
import dev.aver.software.pki.Names;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Intel's authorities: the root, the two CAs of PCK certificates and the signer of TCB info and QE
 * identity (attestation.md, 3.2 and 3.3). Each certificate can be issued again with other dates.
 */
final class IntelAuthorities {
  /** The signer's name, which verifiers demand. */
  static final String SIGNER = "Intel SGX TCB Signing";

  private static final String ROOT = "Intel SGX Root CA";
  private static final int AUTHORITY = KeyUsage.keyCertSign | KeyUsage.cRLSign;
  private static final int LEAF = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;

  private final EcKey root;
  private final Map<PckIssuer, EcKey> issuers;
  private final EcKey signer;

  IntelAuthorities(EcKey root, EcKey platform, EcKey processor, EcKey signer) {
    this.root = root;
    this.signer = signer;
    this.issuers =
        new EnumMap<>(Map.of(PckIssuer.PLATFORM, platform, PckIssuer.PROCESSOR, processor));
  }

  static IntelAuthorities generate(SecureRandom random) {
    return new IntelAuthorities(
        EcKey.generate(Group.P256, random),
        EcKey.generate(Group.P256, random),
        EcKey.generate(Group.P256, random),
        EcKey.generate(Group.P256, random));
  }

  EcKey rootKey() {
    return root;
  }

  EcKey signerKey() {
    return signer;
  }

  EcKey issuerKey(PckIssuer issuer) {
    var key = issuers.get(issuer);
    if (key == null) {
      throw new IllegalStateException("no key of " + issuer);
    }
    return key;
  }

  BigInteger issuerSerial(PckIssuer issuer) {
    return issuer == PckIssuer.PLATFORM ? BigInteger.TWO : BigInteger.valueOf(3);
  }

  BigInteger signerSerial() {
    return BigInteger.valueOf(4);
  }

  Bytes rootCertificate(Validity validity) {
    var extensions =
        new ExtensionList()
            .authorityKey(root.publicKey())
            .subjectKey(root.publicKey())
            .usage(AUTHORITY)
            .authority(1)
            .build();
    return byRoot(BigInteger.ONE, Names.of(ROOT), root.publicKey(), validity, extensions);
  }

  Bytes issuerCertificate(PckIssuer issuer, Validity validity) {
    return issuerCertificate(issuer, validity, true);
  }

  /** One that is no CA where {@code authority} is false. */
  Bytes issuerCertificate(PckIssuer issuer, Validity validity, boolean authority) {
    var key = issuerKey(issuer).publicKey();
    var extensions = new ExtensionList().authorityKey(root.publicKey()).subjectKey(key);
    if (authority) {
      extensions.usage(AUTHORITY).authority(0);
    } else {
      extensions.usage(LEAF).leaf();
    }
    return byRoot(
        issuerSerial(issuer), Names.of(issuer.commonName()), key, validity, extensions.build());
  }

  Bytes signerCertificate(Validity validity) {
    return signerCertificate(SIGNER, validity);
  }

  Bytes signerCertificate(String name, Validity validity) {
    var key = signer.publicKey();
    return byRoot(signerSerial(), Names.of(name), key, validity, leaf(root, key).build());
  }

  private Bytes byRoot(
      BigInteger serial,
      X500Name subject,
      SubjectPublicKeyInfo key,
      Validity validity,
      Extensions extensions) {
    return new CertificateTerms(Names.of(ROOT), serial, subject, key, validity, extensions)
        .signedBy(root);
  }

  Bytes pck(PckTerms terms, EcKey pck) {
    var issuer = issuerKey(terms.issuer());
    var extensions =
        leaf(issuer, pck.publicKey())
            .vendor(SgxExtension.OID, SgxExtension.of(terms.platform()))
            .build();
    return new CertificateTerms(
            Names.of(terms.issuer().commonName()),
            terms.serial(),
            Names.of("Intel SGX PCK Certificate"),
            pck.publicKey(),
            terms.validity(),
            extensions)
        .signedBy(issuer);
  }

  private static ExtensionList leaf(EcKey issuer, SubjectPublicKeyInfo key) {
    return new ExtensionList().authorityKey(issuer.publicKey()).subjectKey(key).usage(LEAF).leaf();
  }

  Bytes rootCrl(Validity validity, List<BigInteger> revoked) {
    return crl(ROOT, root, root, validity, revoked);
  }

  Bytes pckCrl(PckIssuer issuer, Validity validity, List<BigInteger> revoked) {
    var key = issuerKey(issuer);
    return crl(issuer.commonName(), key, key, validity, revoked);
  }

  /** A list in the name of one, signed by another. */
  static Bytes crl(
      String name, EcKey named, EcKey signing, Validity validity, List<BigInteger> revoked) {
    var extensions = new ExtensionList().listNumber(1).authorityKey(named.publicKey()).build();
    return new ListTerms(Names.of(name), validity, revoked, extensions).signedBy(signing);
  }

  /** Hex of r ‖ s over the exact text. */
  String sign(String text) {
    return signer.raw(Bytes.utf8(text)).hex();
  }

  static String pem(Bytes... certificates) {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      text.append(Pem.encode(certificate));
    }
    return text.toString();
  }
}
