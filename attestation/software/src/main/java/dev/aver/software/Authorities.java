// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * Issues certificates and lists as AMD's authorities do: RSASSA-PSS with SHA-384, MGF1-SHA-384 and
 * a salt of 48 bytes. The parts are put together here and not by a builder, because every VEK has
 * the serial number 0, which builders refuse.
 */
final class Authorities {
  private static final int SALT = 48;
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, SALT, 1);
  private static final AlgorithmIdentifier ALGORITHM = algorithm();

  private Authorities() {}

  private static AlgorithmIdentifier algorithm() {
    var sha384 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha384, DERNull.INSTANCE);
    var mgf1 = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha384);
    var parameters = new RSASSAPSSparams(sha384, mgf1, new ASN1Integer(SALT), new ASN1Integer(1));
    return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, parameters);
  }

  /** AMD's pattern of common names, in an organisation that is nobody's hardware. */
  static X500Name name(String commonName) {
    return new X500NameBuilder()
        .addRDN(BCStyle.OU, "Software TEE - proves nothing about hardware")
        .addRDN(BCStyle.O, "Aver")
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  /** Who signs: a name and its key. */
  record Issuer(X500Name name, PrivateKey key) {}

  static Bytes certificate(
      Issuer issuer,
      BigInteger serial,
      X500Name subject,
      SubjectPublicKeyInfo key,
      Instant from,
      Instant to,
      Extensions extensions) {
    var part = new V3TBSCertificateGenerator();
    part.setSerialNumber(new ASN1Integer(serial));
    part.setSignature(ALGORITHM);
    part.setIssuer(issuer.name());
    part.setStartDate(time(from));
    part.setEndDate(time(to));
    part.setSubject(subject);
    part.setSubjectPublicKeyInfo(key);
    part.setExtensions(extensions);
    return signed(part.generateTBSCertificate(), issuer.key());
  }

  /** A list that revokes nothing. */
  static Bytes emptyList(Issuer issuer, Instant from, Instant to, Extensions extensions) {
    var part = new V2TBSCertListGenerator();
    part.setSignature(ALGORITHM);
    part.setIssuer(issuer.name());
    part.setThisUpdate(time(from));
    part.setNextUpdate(time(to));
    part.setExtensions(extensions);
    return signed(part.generateTBSCertList(), issuer.key());
  }

  private static Time time(Instant at) {
    return new Time(Date.from(at));
  }

  private static Bytes signed(ASN1Object part, PrivateKey key) {
    try {
      var signer = Signature.getInstance("RSASSA-PSS");
      signer.setParameter(PSS);
      signer.initSign(key);
      signer.update(part.getEncoded("DER"));
      var parts = new ASN1EncodableVector();
      parts.add(part.toASN1Primitive());
      parts.add(ALGORITHM);
      parts.add(new DERBitString(signer.sign()));
      return Bytes.of(new DERSequence(parts).getEncoded("DER"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSASSA-PSS is part of every JDK", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writes to memory only
    }
  }
}
