// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.pki;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.endorsement.EcdsaSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * ECDSA on one of the vendors' curves with the hash that goes with it, deterministic (RFC 6979).
 */
public final class EcKey implements IssuerKey {
  /** A curve and its hash. */
  public enum Group {
    /** Intel's, with SHA-256. */
    P256("secp256r1", SECObjectIdentifiers.secp256r1, X9ObjectIdentifiers.ecdsa_with_SHA256, 32),
    /** AMD's, with SHA-384. */
    P384("secp384r1", SECObjectIdentifiers.secp384r1, X9ObjectIdentifiers.ecdsa_with_SHA384, 48);

    @SuppressWarnings("ImmutableEnumChecker") // immutable in fact, not annotated
    private final ECDomainParameters domain;

    @SuppressWarnings("ImmutableEnumChecker") // immutable in fact, not annotated
    private final ASN1ObjectIdentifier curve;

    @SuppressWarnings("ImmutableEnumChecker") // immutable in fact, not annotated
    private final ASN1ObjectIdentifier signature;

    private final int size;

    Group(String name, ASN1ObjectIdentifier curve, ASN1ObjectIdentifier signature, int size) {
      this.domain = new ECDomainParameters(CustomNamedCurves.getByName(name));
      this.curve = curve;
      this.signature = signature;
      this.size = size;
    }

    private Digest hash() {
      return this == P256 ? new SHA256Digest() : new SHA384Digest();
    }
  }

  private final Group group;
  private final BigInteger scalar;

  private EcKey(Group group, BigInteger scalar) {
    this.group = group;
    this.scalar = scalar;
  }

  /** A new one. */
  public static EcKey generate(Group group, SecureRandom random) {
    var most = group.domain.getN().subtract(BigInteger.ONE);
    return new EcKey(group, BigIntegers.createRandomInRange(BigInteger.ONE, most, random));
  }

  /** The one key that follows from {@code seed} and {@code label}, as a chip derives its own. */
  public static EcKey derive(Group group, SecretBytes seed, Bytes label) {
    var hkdf = new HKDFBytesGenerator(new SHA384Digest());
    var secret = seed.reveal();
    hkdf.init(new HKDFParameters(secret, null, label.toArray()));
    // 16 bytes more than the order has: what remains of the division is as good as uniform.
    var wide = new byte[group.size + 16];
    hkdf.generateBytes(wide, 0, wide.length);
    var rest = new BigInteger(1, wide).mod(group.domain.getN().subtract(BigInteger.ONE));
    Arrays.fill(wide, (byte) 0);
    Arrays.fill(secret, (byte) 0);
    return new EcKey(group, rest.add(BigInteger.ONE));
  }

  /** The key of {@link #secret}; {@code IllegalArgumentException} for anything else. */
  public static EcKey of(Group group, SecretBytes secret) {
    var bytes = secret.reveal();
    var scalar = new BigInteger(1, bytes);
    Arrays.fill(bytes, (byte) 0);
    var inRange = scalar.signum() > 0 && scalar.compareTo(group.domain.getN()) < 0;
    if (secret.size() != group.size || !inRange) {
      throw new IllegalArgumentException("not a key on " + group);
    }
    return new EcKey(group, scalar);
  }

  @Override
  public SecretBytes secret() {
    return SecretBytes.of(BigIntegers.asUnsignedByteArray(group.size, scalar));
  }

  @Override
  public AlgorithmIdentifier algorithm() {
    return new AlgorithmIdentifier(group.signature);
  }

  @Override
  public SubjectPublicKeyInfo publicKey() {
    var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, group.curve);
    return new SubjectPublicKeyInfo(algorithm, point());
  }

  private byte[] point() {
    var point = new FixedPointCombMultiplier().multiply(group.domain.getG(), scalar);
    return point.getEncoded(false);
  }

  /** x ‖ y, big-endian, without the byte in front that says so. */
  public Bytes coordinates() {
    var encoded = Bytes.of(point());
    return encoded.slice(1, encoded.size());
  }

  /** The two numbers of a signature over the group's hash of {@code message}. */
  public EcdsaSignature numbers(byte[] message) {
    var hash = group.hash();
    hash.update(message, 0, message.length);
    var digest = new byte[hash.getDigestSize()];
    hash.doFinal(digest, 0);
    var signer = new ECDSASigner(new HMacDSAKCalculator(group.hash()));
    signer.init(true, new ECPrivateKeyParameters(scalar, group.domain));
    var numbers = signer.generateSignature(digest);
    return new EcdsaSignature(numbers[0], numbers[1]);
  }

  /** r ‖ s, big-endian. */
  public Bytes raw(Bytes message) {
    var numbers = numbers(message.toArray());
    return Bytes.of(BigIntegers.asUnsignedByteArray(group.size, numbers.r()))
        .plus(Bytes.of(BigIntegers.asUnsignedByteArray(group.size, numbers.s())));
  }

  @Override
  public byte[] sign(byte[] message) {
    var numbers = numbers(message);
    var sequence = new ASN1EncodableVector();
    sequence.add(new ASN1Integer(numbers.r()));
    sequence.add(new ASN1Integer(numbers.s()));
    try {
      return new DERSequence(sequence).getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writes to memory only
    }
  }
}
