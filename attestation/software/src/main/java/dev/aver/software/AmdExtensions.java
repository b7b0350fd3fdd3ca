// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The extensions of AMD's certificates, in AMD's order (attestation.md, 1.4). */
final class AmdExtensions {
  private static final String ARC = "1.3.6.1.4.1.3704.1.";

  private AmdExtensions() {}

  static Extensions ark(SubjectPublicKeyInfo key) {
    var all = new ExtensionsGenerator();
    add(all, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    add(all, Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(key)));
    add(all, Extension.basicConstraints, true, new BasicConstraints(true));
    return all.generate();
  }

  static Extensions ask(SubjectPublicKeyInfo key, SubjectPublicKeyInfo issuer) {
    var all = new ExtensionsGenerator();
    add(all, Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(key)));
    add(
        all,
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(identifier(issuer)));
    add(all, Extension.basicConstraints, true, new BasicConstraints(0));
    add(all, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return all.generate();
  }

  static Extensions crl(SubjectPublicKeyInfo issuer, long number) {
    var all = new ExtensionsGenerator();
    add(all, Extension.cRLNumber, false, new ASN1Integer(number));
    add(
        all,
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(identifier(issuer)));
    return all.generate();
  }

  static Extensions vcek(Shape shape, Bytes chipId) {
    var all = new ExtensionsGenerator();
    var tcb = shape.tcb();
    var turin = shape.product() == Product.TURIN;
    number(all, "1", shape.structure());
    add(all, amd("2"), false, new DERIA5String(shape.productName()));
    number(all, "3.1", tcb.bootloader());
    number(all, "3.2", tcb.tee());
    for (var reserved = turin ? 5 : 4; reserved <= 7; reserved++) {
      number(all, "3." + reserved, 0);
    }
    number(all, "3.3", tcb.snp());
    number(all, "3.8", tcb.microcode());
    if (turin) {
      number(all, "3.9", tcb.fmc());
    }
    // Bare bytes, not DER: as most genuine certificates have it.
    all.addExtension(amd("4"), false, chipId.toArray());
    return all.generate();
  }

  private static void number(ExtensionsGenerator all, String oid, int value) {
    add(all, amd(oid), false, new ASN1Integer(value));
  }

  private static ASN1ObjectIdentifier amd(String end) {
    return new ASN1ObjectIdentifier(ARC + end);
  }

  private static void add(
      ExtensionsGenerator all, ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      all.addExtension(oid, critical, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writes to memory only
    }
  }

  /** SHA-1 of the key, as RFC 5280 suggests: a name, no protection. */
  private static byte[] identifier(SubjectPublicKeyInfo key) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(key.getPublicKeyData().getBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1 is part of every JDK", e);
    }
  }
}
