// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.ear;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Der;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * A verifier's own P-256 key: it signs what the verifier says, and nothing else. Signatures are
 * deterministic (RFC 6979), tokens are ES256 and never anything weaker. Safe for many threads.
 */
public final class EarKey {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
  private static final ECDomainParameters P256 = new ECDomainParameters(CURVE);
  private static final String P256_OID = "1.2.840.10045.3.1.7";
  private static final String EC_OID = "1.2.840.10045.2.1";

  private static final int SIZE = 32;
  private static final int MAX_PEM = 4096;
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String SEC1 = "EC PRIVATE KEY";

  private final ECPrivateKeyParameters key;
  private final Bytes x;
  private final Bytes y;

  private EarKey(BigInteger scalar) {
    this.key = new ECPrivateKeyParameters(scalar, P256);
    var point = new FixedPointCombMultiplier().multiply(P256.getG(), scalar).normalize();
    this.x = coordinate(point.getAffineXCoord().toBigInteger());
    this.y = coordinate(point.getAffineYCoord().toBigInteger());
  }

  private static Bytes coordinate(BigInteger value) {
    return Bytes.of(BigIntegers.asUnsignedByteArray(SIZE, value));
  }

  /**
   * The key in this PEM text: one block, PKCS#8 (RFC 5208) or SEC 1 (RFC 5915), not encrypted.
   *
   * @throws Rejected {@link Reason#ENDORSEMENT_PARSE} if it holds no private key of P-256; the
   *     message says nothing of its content
   */
  public static EarKey parse(Bytes pem) throws Rejected {
    var text = new String(pem.toArray(), StandardCharsets.ISO_8859_1).strip();
    if (pem.size() > MAX_PEM) {
      throw refused("a file that long");
    }
    if (text.startsWith(begin(PKCS8))) {
      return new EarKey(pkcs8(Der.of(der(text, PKCS8), Reason.ENDORSEMENT_PARSE)));
    }
    if (text.startsWith(begin(SEC1))) {
      return new EarKey(sec1(Der.of(der(text, SEC1), Reason.ENDORSEMENT_PARSE), true));
    }
    throw refused("no PEM block \"" + PKCS8 + "\"");
  }

  private static Bytes der(String text, String label) throws Rejected {
    var end = "-----END " + label + "-----";
    if (!text.endsWith(end)) {
      throw refused("more or less than one PEM block");
    }
    var base64 = text.substring(begin(label).length(), text.length() - end.length());
    try {
      return Bytes.of(Base64.getDecoder().decode(base64.replaceAll("[\r\n]", "")));
    } catch (IllegalArgumentException e) {
      throw refused("PEM that is not base64");
    }
  }

  private static String begin(String label) {
    return "-----BEGIN " + label + "-----";
  }

  /** PrivateKeyInfo { version, { id-ecPublicKey, curve }, OCTET STRING of the key, attributes }. */
  private static BigInteger pkcs8(Der document) throws Rejected {
    var info = document.enter(Der.SEQUENCE);
    document.end();
    info.integer(0, 1);
    var algorithm = info.enter(Der.SEQUENCE);
    if (!algorithm.oid().equals(EC_OID) || !algorithm.oid().equals(P256_OID)) {
      throw refused("a key that is not of P-256");
    }
    algorithm.end();
    return sec1(Der.of(info.take(Der.OCTET_STRING), Reason.ENDORSEMENT_PARSE), false);
  }

  /** ECPrivateKey { 1, OCTET STRING, [0] curve, [1] public key }: the latter is computed anew. */
  private static BigInteger sec1(Der document, boolean namesItsCurve) throws Rejected {
    var key = document.enter(Der.SEQUENCE);
    document.end();
    key.integer(1, 1);
    var scalar = key.take(Der.OCTET_STRING);
    if (namesItsCurve) {
      var curve = key.enter(Der.context(0));
      if (!curve.oid().equals(P256_OID)) {
        throw refused("a key that is not of P-256");
      }
    }
    var number = new BigInteger(1, scalar.toArray());
    if (scalar.size() != SIZE || number.signum() == 0 || number.compareTo(P256.getN()) >= 0) {
      throw refused("no number in 1..n-1 of 32 bytes");
    }
    return number;
  }

  private static Rejected refused(String what) {
    return new Rejected(Reason.ENDORSEMENT_PARSE, what);
  }

  /** The public half as JWK (RFC 7517), named by its thumbprint (RFC 7638). */
  public Json.Obj jwk() {
    return Json.object()
        .put("kty", "EC")
        .put("crv", "P-256")
        .put("x", x.base64Url())
        .put("y", y.base64Url())
        .put("kid", kid())
        .put("use", "sig")
        .put("alg", "ES256")
        .build();
  }

  private String kid() {
    var required =
        Json.object()
            .put("crv", "P-256")
            .put("kty", "EC")
            .put("x", x.base64Url())
            .put("y", y.base64Url())
            .build();
    return Hashes.sha256(Bytes.utf8(JsonWriter.write(required))).bytes().base64Url();
  }

  /** These claims as JWT in its compact form (RFC 7519, RFC 7515). */
  public String sign(Json.Obj claims) {
    var header = Json.object().put("alg", "ES256").put("typ", "eat+jwt").put("kid", kid()).build();
    var signed = part(header) + "." + part(claims);
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    var numbers = signer.generateSignature(Hashes.sha256(Bytes.utf8(signed)).bytes().toArray());
    return signed + "." + coordinate(numbers[0]).plus(coordinate(numbers[1])).base64Url();
  }

  private static String part(Json.Obj json) {
    return Bytes.utf8(JsonWriter.write(json)).base64Url();
  }

  @Override
  public String toString() {
    return "EarKey[" + kid() + "]";
  }
}
