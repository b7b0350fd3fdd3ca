// SPDX-License-Identifier: Apache-2.0
package dev.aver.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same process as a verifier: ready without any enclave, and nothing but that. */
@QuarkusTest
@TestProfile(VerifierProcessTest.Alone.class)
class VerifierProcessTest extends ProcessFixture {
  private static final Path LEDGER = Path.of("target/ledger-of-a-verifier");

  /** No enclave anywhere. */
  public static class Alone implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "aver.mode", "verifier",
          "aver.enclave.url", "http://127.0.0.1:1",
          "aver.ledger.directory", LEDGER.toString());
    }
  }

  @Test
  void isReadyAndDoesNotSpeakOfAnEnclave() throws Exception {
    var ready = get(management, "/q/health/ready");
    assertEquals(200, ready.statusCode(), ready.body());
    assertTrue(ready.body().contains("\"verifier\""), ready.body());
    assertFalse(ready.body().contains("enclave"), ready.body());
    assertFalse(get(management, "/q/metrics").body().contains("aver_ledger"), "no log, no number");
    assertFalse(Files.exists(LEDGER), "nothing is kept");
  }

  @Test
  void verifiesAndSaysThatItDid() throws Exception {
    var request =
        HttpRequest.newBuilder(api.resolve("/v1/attestation/verify"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    var answer = send(request);
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\"performedBy\":\"verifier\""), answer.body());
    assertTrue(answer.body().contains("\"verdict\":\"rejected\""), answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/embeddings",
        "/v1/models",
        "/v1/attestation",
        "/v1/proofs/0x1111111111111111111111111111111111111111111111111111111111111111",
        "/v1/logs/1111111111111111111111111111111111111111111111111111111111111111/checkpoint",
        "/v1/attestation/verify/",
        "/v1/attestation//verify",
        "/q/health",
      })
  void hasNothingElse(String path) throws Exception {
    var answer = get(api, path);
    assertEquals(404, answer.statusCode(), path);
    assertTrue(answer.body().contains("\"code\":\"unknown_url\""), answer.body());
    assertTrue(answer.body().contains("this is a verifier"), answer.body());
  }
}
