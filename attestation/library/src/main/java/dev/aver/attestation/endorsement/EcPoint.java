// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * A decoded public point, known to be on its curve and not at infinity. Kept beside its verified
 * certificate, it makes every later signature cheaper: the curve arithmetic keeps its tables in it.
 */
public final class EcPoint {
  private final Curve curve;
  private final ECPublicKeyParameters parameters;

  private EcPoint(Curve curve, ECPublicKeyParameters parameters) {
    this.curve = curve;
    this.parameters = parameters;
  }

  static EcPoint decode(Curve curve, Bytes xy, Reason reason) throws Rejected {
    if (xy.size() != 2 * curve.size) {
      throw new Rejected(reason, "a point of " + xy.size() + " bytes on " + curve);
    }
    var x = new BigInteger(1, xy.slice(0, curve.size).toArray());
    var y = new BigInteger(1, xy.slice(curve.size, 2 * curve.size).toArray());
    try {
      // Checks the range of both coordinates and the equation of the curve; the cofactor is 1.
      var point = curve.domain.getCurve().validatePoint(x, y);
      return new EcPoint(curve, new ECPublicKeyParameters(point, curve.domain));
    } catch (IllegalArgumentException e) {
      throw new Rejected(reason, "not a point on " + curve);
    }
  }

  boolean verifies(Bytes message, EcdsaSignature signature) {
    if (!inRange(signature.r()) || !inRange(signature.s())) {
      return false;
    }
    var signer = new ECDSASigner();
    signer.init(false, parameters);
    return signer.verifySignature(hash(message), signature.r(), signature.s());
  }

  private boolean inRange(BigInteger number) {
    return number.signum() > 0 && number.compareTo(curve.order()) < 0;
  }

  private byte[] hash(Bytes message) {
    try {
      var digest = MessageDigest.getInstance(curve.hash);
      digest.update(message.asByteBuffer());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(curve.hash + " is part of every JDK", e);
    }
  }
}
