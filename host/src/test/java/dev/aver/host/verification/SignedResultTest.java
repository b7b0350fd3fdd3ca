// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.host.TestServer;
import dev.aver.host.config.TestConfig;
import dev.aver.host.relay.Exchanges;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A result as a token that another library reads, and no token where nobody can sign one. */
class SignedResultTest {
  private static final String PATH = "/v1/attestation/verify";
  private static final String KEY_PATH = "/v1/attestation/verifier-key";
  private static final String TOKEN = "application/eat+jwt";
  private static final long NOW = 1_780_315_200_000L;
  private static final String NONCE =
      "0x177bd81f39974f52cf9e9782ca01b6ed000d1398b9b7b13a8f91963296d77ccd";

  @TempDir Path folder;
  private TestServer server;

  private void serve(Map<String, String> settings) {
    var config = TestConfig.of(settings);
    server =
        new TestServer(
            (vertx, router) ->
                new VerifyRoutes(
                        new VerificationPool(config),
                        InstantSource.fixed(Instant.ofEpochMilli(NOW)),
                        new Exchanges(new SimpleMeterRegistry()),
                        new VerifierKey(config),
                        config)
                    .routes(router));
  }

  private Map<String, String> withKey() {
    var file = KeyFiles.write(folder.resolve("key.pem"), "secp256r1", "rw-------");
    return Map.of("aver.verifier.key-file", file.toString(), "aver.mode", "verifier");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void anotherLibraryReadsAndVerifiesIt() throws Exception {
    serve(withKey());
    var answer = ask(question(true), TOKEN);
    assertEquals(200, answer.statusCode(), text(answer));
    assertEquals(TOKEN, answer.headers().firstValue("Content-Type").orElse(""));
    var token = SignedJWT.parse(text(answer));
    assertEquals(JWSAlgorithm.ES256, token.getHeader().getAlgorithm());
    assertTrue(token.verify(new ECDSAVerifier(publicKey())));
    assertEquals(publicKey().getKeyID(), token.getHeader().getKeyID());
    var claims = token.getJWTClaimsSet();
    assertEquals("tag:ietf.org,2026:rats/ear#04", claims.getStringClaim("eat_profile"));
    assertEquals(Instant.ofEpochMilli(NOW), claims.getIssueTime().toInstant());
    assertEquals("dev.aver", claims.getJSONObjectClaim("ear_verifier_id").get("developer"));
    assertEquals(base64Url(NONCE), claims.getStringClaim("eat_nonce"));
    var appraisal = appraisal(claims.getJSONObjectClaim("submods"));
    assertEquals("warning", appraisal.get("ear_status"), "it is a software TEE");
    var said = (Map<?, ?>) appraisal.get("ear_verifier_claims");
    assertEquals("verified", said.get("verdict"));
    assertEquals("verifier", said.get("performedBy"));
  }

  private ECKey publicKey() throws Exception {
    var answer = server.get(KEY_PATH);
    assertEquals(200, answer.statusCode());
    assertEquals("application/jwk+json", answer.headers().firstValue("Content-Type").orElse(""));
    var key = ECKey.parse(text(answer));
    assertFalse(key.isPrivate());
    assertEquals(key.computeThumbprint().toString(), key.getKeyID());
    return key;
  }

  private static Map<?, ?> appraisal(Map<String, Object> submods) {
    return (Map<?, ?>) submods.get("aver/evidence");
  }

  private static String base64Url(String digest) throws Rejected {
    return Digest.parse(digest).bytes().base64Url();
  }

  @Test
  void anAlteredTokenIsNobodysWord() throws Exception {
    serve(withKey());
    var token = text(ask(question(true), TOKEN));
    var parts = token.split("\\.", -1);
    for (var part = 0; part < 2; part++) {
      var changed = parts.clone();
      changed[part] = parts[part].substring(0, 10) + 'A' + parts[part].substring(11);
      if (!changed[part].equals(parts[part])) {
        var altered = String.join(".", changed);
        assertFalse(reads(altered), altered);
      }
    }
  }

  private boolean reads(String token) throws Exception {
    try {
      return SignedJWT.parse(token).verify(new ECDSAVerifier(publicKey()));
    } catch (ParseException e) {
      return false;
    }
  }

  @Test
  void whatIsRefusedOrNotAppraisedIsSignedToo() throws Exception {
    serve(withKey());
    for (var body : List.of("{}", question(false))) {
      var claims = SignedJWT.parse(text(ask(body, TOKEN))).getJWTClaimsSet();
      var expected = body.equals("{}") ? "contraindicated" : "none";
      assertEquals(expected, claims.getStringClaim("ear_status"));
    }
    var notJson = ask("{", TOKEN);
    assertEquals(400, notJson.statusCode());
    assertTrue(text(notJson).contains("invalid_json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/eat+jwt                            | 200 | application/eat+jwt",
        "application/eat+jwt;q=0.9, application/json;q=0.1 | 200 | application/eat+jwt",
        "application/json, application/eat+jwt;q=0.5    | 200 | application/json",
        "application/eat+jwt;q=0, */*                   | 200 | application/json",
        "*/*                                            | 200 | application/json",
        "APPLICATION/EAT+JWT ; Q=1.0                    | 200 | application/eat+jwt",
        "text/html, application/eat+jwt;q=0.2           | 200 | application/eat+jwt",
        "application/eat+jwt;q=much                     | 200 | application/json",
        ",;,                                            | 200 | application/json",
        "text/html                                      | 200 | application/json",
      })
  void theCallerSaysWhatItWants(String accept, int status, String type) throws Exception {
    serve(withKey());
    var answer = ask(question(true), accept);
    assertEquals(status, answer.statusCode());
    assertEquals(type, answer.headers().firstValue("Content-Type").orElse(""));
  }

  @Test
  void withoutAKeyThereIsNoToken() throws Exception {
    serve(Map.of());
    var refused = ask(question(true), TOKEN);
    assertEquals(406, refused.statusCode());
    assertTrue(text(refused).contains("\"code\":\"no_verifier_key\""), text(refused));
    assertEquals(200, ask(question(true), TOKEN + ", application/json;q=0.1").statusCode());
    var key = server.get(KEY_PATH);
    assertEquals(404, key.statusCode());
    assertTrue(text(key).contains("no_verifier_key"));
    assertEquals(405, server.post(KEY_PATH, new byte[0]).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1, rw-r-----, chmod 600",
    "secp256r1, rw-----w-, chmod 600",
    "secp256r1, rwx------, chmod 600",
    "secp384r1, rw-------, P-256",
  })
  void aKeyThatOthersMayHaveOrOfAnotherKindStopsTheStart(
      String curve, String permissions, String word) {
    var file = KeyFiles.write(folder.resolve("key.pem"), curve, permissions);
    var config = TestConfig.of(Map.of("aver.verifier.key-file", file.toString()));
    var refused = assertThrows(ConfigurationException.class, () -> new VerifierKey(config));
    assertTrue(refused.getMessage().contains(word), refused.getMessage());
  }

  @Test
  void aMissingKeyStopsTheStart() {
    var config = TestConfig.of(Map.of("aver.verifier.key-file", folder.resolve("no").toString()));
    assertThrows(ConfigurationException.class, () -> new VerifierKey(config));
  }

  private HttpResponse<byte[]> ask(String body, String accept)
      throws IOException, InterruptedException {
    return server.post(PATH, body.getBytes(StandardCharsets.UTF_8), "Accept", accept);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** The simulated evidence with its root, with or without the policy that accepts it. */
  private static String question(boolean withPolicy) throws IOException, Rejected {
    var evidence = read("bundles/evidence-nonce.json");
    var body =
        Json.object()
            .put("document", JsonReader.document(evidence, 1 << 20))
            .put("trustAnchors", Json.array(List.of(Json.of(string("anchors/software-snp.pem")))))
            .put("nonce", NONCE);
    if (withPolicy) {
      var policy = AppraisalPolicy.accepting(EvidenceBundle.parse(evidence));
      body.put("policy", policy.toJson());
    }
    return JsonWriter.write(body.build());
  }

  private static String string(String path) throws IOException {
    return new String(read(path).toArray(), StandardCharsets.UTF_8);
  }

  private static Bytes read(String path) throws IOException {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = Objects.requireNonNull(root.getParent(), "no folder with mvnw upwards of here");
    }
    return Bytes.of(Files.readAllBytes(root.resolve("attestation/vectors").resolve(path)));
  }
}
