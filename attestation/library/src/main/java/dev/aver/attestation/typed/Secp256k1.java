// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** The curve of EVM signatures (SEC 2, 2.4.1), its addresses and its public key recovery. */
final class Secp256k1 {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

  /** The order of the group. */
  static final BigInteger N = CURVE.getN();

  /** The largest low s. */
  static final BigInteger HALF_N = N.shiftRight(1);

  private Secp256k1() {}

  /** Whether 0 &lt; {@code value} &lt; n. */
  static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(N) < 0;
  }

  /** {@code scalar} times the generator, normalised, from a table in constant time. */
  static ECPoint timesGenerator(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
  }

  /** The last 20 bytes of Keccak-256 over the coordinates. */
  static Address address(ECPoint publicKey) {
    var encoded = Bytes.of(publicKey.getEncoded(false));
    var hash = Hashes.keccak256(encoded.slice(1, encoded.size())).bytes();
    return new Address(hash.slice(Digest.SIZE - Address.SIZE, Digest.SIZE));
  }

  /** The only public key under which (r, s) with R's y of this oddness signs {@code digest}. */
  static Optional<ECPoint> recover(Digest digest, BigInteger r, BigInteger s, boolean oddY) {
    var compressed = new byte[1 + Digest.SIZE];
    compressed[0] = (byte) (oddY ? 3 : 2);
    System.arraycopy(BigIntegers.asUnsignedByteArray(Digest.SIZE, r), 0, compressed, 1, 32);
    ECPoint nonce;
    try {
      nonce = CURVE.getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no point of the curve has this x
    }
    var inverse = BigIntegers.modOddInverseVar(N, r);
    var ofGenerator = integer(digest).negate().multiply(inverse).mod(N);
    var ofNonce = s.multiply(inverse).mod(N);
    var key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), ofGenerator, nonce, ofNonce);
    return key.isInfinity() ? Optional.empty() : Optional.of(key.normalize());
  }

  /** 32 bytes as a big-endian unsigned integer. */
  static BigInteger integer(Digest bytes) {
    return new BigInteger(1, bytes.toArray());
  }
}
