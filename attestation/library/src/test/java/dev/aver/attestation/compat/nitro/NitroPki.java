// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Certificates in AWS's shape, with keys that live as long as a test. */
final class NitroPki {
  private static final AlgorithmIdentifier ES384 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);

  private NitroPki() {}

  /** A certificate and its key. */
  record Holder(String name, KeyPair keys, Bytes certificate) {}

  /** How long a certificate lives, and what it may sign. */
  record Terms(Instant from, Instant to, boolean ca) {}

  static KeyPair keys(String curve) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Holder root(String name, Terms terms) {
    var keys = keys("secp384r1");
    var self = new Holder(name, keys, Bytes.EMPTY);
    return new Holder(name, keys, certificate(self, name, keys, terms));
  }

  static Holder issue(Holder issuer, String name, Terms terms) {
    return issue(issuer, name, keys("secp384r1"), terms);
  }

  static Holder issue(Holder issuer, String name, KeyPair keys, Terms terms) {
    return new Holder(name, keys, certificate(issuer, name, keys, terms));
  }

  private static Bytes certificate(Holder issuer, String name, KeyPair keys, Terms terms) {
    try {
      var part = new V3TBSCertificateGenerator();
      part.setSerialNumber(new ASN1Integer(BigInteger.valueOf(name.hashCode() & 0xffff)));
      part.setSignature(ES384);
      part.setIssuer(new X500Name("CN=" + issuer.name()));
      part.setStartDate(new Time(Date.from(terms.from())));
      part.setEndDate(new Time(Date.from(terms.to())));
      part.setSubject(new X500Name("CN=" + name));
      part.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(terms.ca()));
      extensions.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(
              terms.ca() ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
      part.setExtensions(extensions.generate());
      return signed(part, issuer);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes signed(V3TBSCertificateGenerator part, Holder issuer)
      throws IOException, GeneralSecurityException {
    var body = part.generateTBSCertificate();
    var signer = Signature.getInstance("SHA384withECDSA");
    signer.initSign(issuer.keys().getPrivate());
    signer.update(body.getEncoded("DER"));
    var parts = new ASN1EncodableVector();
    parts.add(body);
    parts.add(ES384);
    parts.add(new DERBitString(signer.sign()));
    return Bytes.of(new DERSequence(parts).getEncoded("DER"));
  }
}
