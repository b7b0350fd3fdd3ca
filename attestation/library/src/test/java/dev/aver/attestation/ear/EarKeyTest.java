// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.ear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that the JDK verifies, from keys as OpenSSL writes them, and from no others. */
class EarKeyTest {
  private static final Json.Obj CLAIMS = Json.object().put("eat_profile", "a test").build();

  private static KeyPair pair(String curve) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes pem(String label, byte[] der) {
    return armoured(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
  }

  private static Bytes armoured(String label, String lines) {
    return Bytes.utf8(
        "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n");
  }

  /** ECPrivateKey of RFC 5915 with the curve's name. */
  private static byte[] sec1(KeyPair pair, String curveOid) {
    var scalar = fixed(((ECPrivateKey) pair.getPrivate()).getS());
    var der = Bytes.of(new byte[] {0x02, 1, 1, 0x04, 32}).plus(Bytes.of(scalar));
    var curve = Bytes.of(HexFormat.of().parseHex(curveOid));
    der = der.plus(Bytes.of((byte) 0xa0, (byte) curve.size())).plus(curve);
    return Bytes.of((byte) 0x30, (byte) der.size()).plus(der).toArray();
  }

  private static byte[] fixed(BigInteger value) {
    var bytes = value.toByteArray();
    var fixed = new byte[32];
    var size = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - size, fixed, 32 - size, size);
    return fixed;
  }

  @Test
  void theJdkVerifiesWhatItSigns() throws Exception {
    var pair = pair("secp256r1");
    var key = EarKey.parse(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    var token = key.sign(CLAIMS);
    var dot = token.lastIndexOf('.');
    var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(pair.getPublic());
    verifier.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
    assertTrue(verifier.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1))));
    assertEquals(token, key.sign(CLAIMS), "no randomness decides");
    var parts = token.split("\\.", -1);
    var header = (Json.Obj) read(parts[0]);
    assertEquals(Json.of("ES256"), header.get("alg"));
    assertEquals(Json.of("eat+jwt"), header.get("typ"));
    assertEquals(key.jwk().get("kid"), header.get("kid"));
    assertEquals(CLAIMS, read(parts[1]));
  }

  private static Json read(String part) throws Rejected {
    return JsonReader.document(Bytes.fromBase64Url(part), 1 << 16);
  }

  @Test
  void itsPublicHalfIsTheKeysOwn() throws Exception {
    var pair = pair("secp256r1");
    var point = ((ECPublicKey) pair.getPublic()).getW();
    for (var pem :
        new Bytes[] {
          pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
          pem("EC PRIVATE KEY", sec1(pair, "06082a8648ce3d030107"))
        }) {
      var jwk = EarKey.parse(pem).jwk();
      assertEquals(Json.of(Bytes.of(fixed(point.getAffineX())).base64Url()), jwk.get("x"));
      assertEquals(Json.of(Bytes.of(fixed(point.getAffineY())).base64Url()), jwk.get("y"));
      assertFalse(jwk.members().containsKey("d"));
    }
  }

  static Stream<Bytes> noKeys() throws GeneralSecurityException {
    var good = pair("secp256r1");
    var pkcs8 = good.getPrivate().getEncoded();
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    var zero = pkcs8.clone();
    Arrays.fill(zero, zero.length - 32, zero.length, (byte) 0);
    var whole = pem("PRIVATE KEY", pkcs8);
    return Stream.of(
        Bytes.EMPTY,
        Bytes.utf8("not a key"),
        pem("PUBLIC KEY", good.getPublic().getEncoded()),
        pem("ENCRYPTED PRIVATE KEY", pkcs8),
        pem("PRIVATE KEY", rsa),
        pem("PRIVATE KEY", pair("secp384r1").getPrivate().getEncoded()),
        pem("PRIVATE KEY", Arrays.copyOf(pkcs8, pkcs8.length - 1)),
        pem("PRIVATE KEY", Arrays.copyOf(pkcs8, pkcs8.length + 1)),
        pem("PRIVATE KEY", zero),
        pem("EC PRIVATE KEY", pkcs8),
        pem("EC PRIVATE KEY", sec1(good, "06052b8104000a")),
        whole.plus(whole),
        armoured("PRIVATE KEY", "!!!"),
        whole.plus(Bytes.of(new byte[5000])));
  }

  @ParameterizedTest
  @MethodSource("noKeys")
  void refusesWhatIsNoPrivateKeyOfP256WithoutQuotingIt(Bytes file) {
    var refused = assertThrows(Rejected.class, () -> EarKey.parse(file));
    assertEquals(Reason.ENDORSEMENT_PARSE, refused.reason());
    var text = new String(file.toArray(), StandardCharsets.ISO_8859_1);
    var body = text.lines().skip(1).findFirst().orElse("no second line");
    assertFalse(refused.getMessage().contains(body), refused.getMessage());
  }
}
