// SPDX-License-Identifier: Apache-2.0
package dev.aver.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The relay as it is packaged, in front of an enclave that is down: it says so everywhere. */
@QuarkusTest
@TestProfile(RelayProcessTest.WithoutEnclave.class)
class RelayProcessTest extends ProcessFixture {
  private static final String BROWSER = "https://wallet.example";

  /** Nobody listens on port 1. */
  public static class WithoutEnclave implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "aver.enclave.url", "http://127.0.0.1:1",
          "aver.ledger.directory", "target/test-ledger",
          "quarkus.http.cors.enabled", "true",
          "quarkus.http.cors.origins", BROWSER);
    }
  }

  @Test
  void isAliveAndNotReady() throws Exception {
    assertEquals(200, get(management, "/q/health/live").statusCode());
    var ready = get(management, "/q/health/ready");
    assertEquals(503, ready.statusCode());
    assertTrue(ready.body().contains("enclave reachable"), ready.body());
  }

  @Test
  @Timeout(60)
  void countsWithoutPaths() throws Exception {
    get(api, "/v1/receipts/0xsecretcapability");
    get(api, "/v1/models");
    // An exchange is counted when it is over, maybe after its caller has read the answer.
    var metrics = "";
    while (!metrics.contains("aver_relay_exchanges_seconds_count{operation=\"models\"")
        || !metrics.contains("aver_relay_exchanges_seconds_count{operation=\"receipts\"")) {
      metrics = get(management, "/q/metrics").body();
    }
    assertTrue(metrics.contains("aver_enclave_reachable 0.0"), metrics);
    assertFalse(metrics.contains("secretcapability"), metrics);
    assertFalse(metrics.contains("/v1/"), metrics);
  }

  @Test
  void keepsHealthAndMetricsOffTheApi() throws Exception {
    for (var path : new String[] {"/q/health", "/q/metrics", "/q/", "/nothing", "/v1/nothing"}) {
      var answer = get(api, path);
      assertEquals(404, answer.statusCode(), path);
      assertTrue(answer.body().contains("\"code\":\"unknown_url\""), answer.body());
    }
  }

  @Test
  void answersForTheEnclave() throws Exception {
    var answer = get(api, "/v1/attestation");
    assertEquals(503, answer.statusCode());
    assertEquals("2", answer.headers().firstValue("Retry-After").orElse(""));
    assertTrue(answer.body().contains("\"code\":\"enclave_unavailable\""), answer.body());
  }

  @Test
  void knowsNoProofsYet() throws Exception {
    var answer = get(api, "/v1/proofs/0x" + "1".repeat(64));
    assertEquals(404, answer.statusCode());
    assertTrue(answer.body().contains("not_logged_yet"), answer.body());
  }

  @Test
  void showsPeopleWhatItIs() throws Exception {
    var page = get(api, "/");
    assertEquals(200, page.statusCode());
    assertTrue(page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
    assertTrue(page.body().contains("The enclave does not answer."), page.body());
    assertFalse(page.body().contains("<script"), page.body());
    assertFalse(page.body().contains("http://"), "nothing is fetched from elsewhere");
    assertFalse(page.body().contains("{state}"), page.body());
  }

  @Test
  void letsBrowsersOfNamedOriginsInAndNoOthers() throws Exception {
    var asked = preflight(BROWSER);
    assertEquals(200, asked.statusCode());
    assertEquals(BROWSER, allowedOrigin(asked));
    assertEquals(403, preflight("https://other.example").statusCode());
    // Refusals can be read, too: a page that cannot see Retry-After hammers.
    var request = HttpRequest.newBuilder(api.resolve("/v1/models")).header("Origin", BROWSER);
    var refused = send(request);
    assertEquals(503, refused.statusCode());
    assertEquals(BROWSER, allowedOrigin(refused));
  }

  private HttpResponse<String> preflight(String origin) throws Exception {
    var request =
        HttpRequest.newBuilder(api.resolve("/v1/embeddings"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type");
    return send(request);
  }

  private static String allowedOrigin(HttpResponse<String> answer) {
    return answer.headers().firstValue("Access-Control-Allow-Origin").orElse("");
  }
}
