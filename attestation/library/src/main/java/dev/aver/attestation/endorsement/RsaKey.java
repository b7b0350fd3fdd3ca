// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;

/**
 * An RSA public key of 2048 to 4096 bits with exponent 65537: nothing else is ever computed with.
 */
public final class RsaKey {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1);
  private static final PSSParameterSpec PSS_SHA256 =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final PublicKey key;
  private final int bits;

  private RsaKey(PublicKey key, int bits) {
    this.key = key;
    this.bits = bits;
  }

  /**
   * The key of these numbers.
   *
   * @throws Rejected {@code reason} if nothing here is computed with such a key
   */
  public static RsaKey of(BigInteger modulus, BigInteger exponent, Reason reason) throws Rejected {
    var bits = modulus.bitLength();
    if (modulus.signum() <= 0 || bits < 2048 || bits > 4096 || !modulus.testBit(0)) {
      throw new Rejected(reason, "an RSA modulus of " + bits + " bits, or an even one");
    }
    if (!exponent.equals(EXPONENT)) {
      throw new Rejected(reason, "an RSA exponent other than 65537");
    }
    try {
      var factory = KeyFactory.getInstance("RSA");
      return new RsaKey(factory.generatePublic(new RSAPublicKeySpec(modulus, exponent)), bits);
    } catch (GeneralSecurityException e) {
      throw new Rejected(reason, "not an RSA key");
    }
  }

  int bits() {
    return bits;
  }

  /** RSASSA-PKCS1-v1_5 with SHA-256, as vTPMs sign. */
  public boolean verifiesPkcs1(Bytes message, Bytes signature) {
    return verifies("SHA256withRSA", Optional.empty(), message, signature);
  }

  /** RSASSA-PSS with SHA-256, MGF1-SHA-256 and a salt of 32 bytes, as OpenGradient signs. */
  public boolean verifiesPssSha256(Bytes message, Bytes signature) {
    return verifies("RSASSA-PSS", Optional.of(PSS_SHA256), message, signature);
  }

  /** RSASSA-PSS with SHA-384, MGF1-SHA-384 and a salt of 48 bytes. */
  boolean verifiesPss(Bytes message, Bytes signature) {
    return verifies("RSASSA-PSS", Optional.of(PSS), message, signature);
  }

  private boolean verifies(
      String scheme, Optional<PSSParameterSpec> parameters, Bytes message, Bytes signature) {
    try {
      var verifier = Signature.getInstance(scheme);
      if (parameters.isPresent()) {
        verifier.setParameter(parameters.get());
      }
      verifier.initVerify(key);
      verifier.update(message.asByteBuffer());
      return verifier.verify(signature.toArray());
    } catch (SignatureException e) {
      return false; // malformed: not a signature
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(scheme + " is part of every JDK", e);
    }
  }
}
