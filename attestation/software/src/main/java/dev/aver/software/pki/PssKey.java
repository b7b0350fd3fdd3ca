// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.pki;

import dev.aver.attestation.bytes.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * AMD's: RSA of 4096 bits, RSASSA-PSS with SHA-384, MGF1-SHA-384 and a salt of 48 bytes. Making one
 * takes seconds.
 */
public final class PssKey implements IssuerKey {
  private static final int BITS = 4096;
  private static final int SALT = 48;
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, SALT, 1);

  private final RSAPrivateCrtKey key;
  private final SubjectPublicKeyInfo publicKey;

  private PssKey(RSAPrivateCrtKey key, SubjectPublicKeyInfo publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** A new one. */
  public static PssKey generate(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(BITS, RSAKeyGenParameterSpec.F4), random);
      return of((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is part of every JDK", e);
    }
  }

  /** The key of {@link #secret}; {@code IllegalArgumentException} for anything else. */
  public static PssKey of(SecretBytes pkcs8) {
    var bytes = pkcs8.reveal();
    try {
      var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
      if (key instanceof RSAPrivateCrtKey crt && crt.getModulus().bitLength() == BITS) {
        return of(crt);
      }
      throw new IllegalArgumentException("not an RSA key of 4096 bits");
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the authority's key cannot be read", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static PssKey of(RSAPrivateCrtKey key) throws GeneralSecurityException {
    var spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
    var encoded = KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded();
    return new PssKey(key, SubjectPublicKeyInfo.getInstance(encoded));
  }

  @Override
  public AlgorithmIdentifier algorithm() {
    var sha384 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha384, DERNull.INSTANCE);
    var mgf1 = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha384);
    var parameters = new RSASSAPSSparams(sha384, mgf1, new ASN1Integer(SALT), new ASN1Integer(1));
    return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, parameters);
  }

  @Override
  public SubjectPublicKeyInfo publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      var signer = Signature.getInstance("RSASSA-PSS");
      signer.setParameter(PSS);
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSASSA-PSS is part of every JDK", e);
    }
  }

  @Override
  public SecretBytes secret() {
    var encoded = key.getEncoded();
    try {
      return SecretBytes.of(encoded);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }
}
