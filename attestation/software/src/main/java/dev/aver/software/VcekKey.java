// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.endorsement.EcdsaSignature;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** The chip's signing key: ECDSA on P-384 with SHA-384, deterministic (RFC 6979). */
final class VcekKey {
  static final int SIZE = 48;

  private static final ECDomainParameters P384 =
      new ECDomainParameters(CustomNamedCurves.getByName("secp384r1"));

  private final BigInteger scalar;

  private VcekKey(BigInteger scalar) {
    this.scalar = scalar;
  }

  static VcekKey generate(SecureRandom random) {
    var most = P384.getN().subtract(BigInteger.ONE);
    return new VcekKey(BigIntegers.createRandomInRange(BigInteger.ONE, most, random));
  }

  /** 48 bytes, most significant first; {@code IllegalArgumentException} for anything else. */
  static VcekKey of(SecretBytes secret) {
    var bytes = secret.reveal();
    var scalar = new BigInteger(1, bytes);
    Arrays.fill(bytes, (byte) 0);
    if (secret.size() != SIZE || scalar.signum() == 0 || scalar.compareTo(P384.getN()) >= 0) {
      throw new IllegalArgumentException("not a key on P-384");
    }
    return new VcekKey(scalar);
  }

  SecretBytes secret() {
    return SecretBytes.of(BigIntegers.asUnsignedByteArray(SIZE, scalar));
  }

  SubjectPublicKeyInfo publicKey() {
    var point = new FixedPointCombMultiplier().multiply(P384.getG(), scalar);
    var algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp384r1);
    return new SubjectPublicKeyInfo(algorithm, point.getEncoded(false));
  }

  EcdsaSignature sign(Bytes message) {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA384Digest()));
    signer.init(true, new ECPrivateKeyParameters(scalar, P384));
    var numbers = signer.generateSignature(Hashes.sha384(message).toArray());
    return new EcdsaSignature(numbers[0], numbers[1]);
  }
}
