// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Extensions in the order in which they are added. */
public final class ExtensionList {
  private final ExtensionsGenerator all = new ExtensionsGenerator();

  /** None yet. */
  public ExtensionList() {}

  /** Subject key identifier. */
  public ExtensionList subjectKey(SubjectPublicKeyInfo key) {
    return add(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(key)));
  }

  /** Authority key identifier. */
  public ExtensionList authorityKey(SubjectPublicKeyInfo issuer) {
    return add(
        Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(identifier(issuer)));
  }

  /** A CA without a limit on what follows. */
  public ExtensionList authority() {
    return add(Extension.basicConstraints, true, new BasicConstraints(true));
  }

  /** A CA with at most so many CAs below it. */
  public ExtensionList authority(int pathLength) {
    return add(Extension.basicConstraints, true, new BasicConstraints(pathLength));
  }

  /** No CA. */
  public ExtensionList leaf() {
    return add(Extension.basicConstraints, true, new BasicConstraints(false));
  }

  /** Bits of {@link KeyUsage}. */
  public ExtensionList usage(int bits) {
    return add(Extension.keyUsage, true, new KeyUsage(bits));
  }

  /** A list's number. */
  public ExtensionList listNumber(long number) {
    return add(Extension.cRLNumber, false, new ASN1Integer(number));
  }

  /** A vendor's own, DER-encoded. */
  public ExtensionList vendor(String oid, ASN1Encodable value) {
    return add(new ASN1ObjectIdentifier(oid), false, value);
  }

  /** A vendor's own, whose value is no DER at all. */
  public ExtensionList bare(String oid, byte[] value) {
    all.addExtension(new ASN1ObjectIdentifier(oid), false, value);
    return this;
  }

  private ExtensionList add(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      all.addExtension(oid, critical, value);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writes to memory only
    }
  }

  /** All of them. */
  public Extensions build() {
    return all.generate();
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
