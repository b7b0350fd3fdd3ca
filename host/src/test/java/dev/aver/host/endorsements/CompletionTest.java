// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.host.TestServer;
import dev.aver.host.config.RelayConfig;
import dev.aver.host.config.TestConfig;
import dev.aver.host.relay.Exchanges;
import dev.aver.host.verification.VerifyEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The relay adds what an enclave's evidence lacks, and the verify endpoint never does. */
class CompletionTest extends VendorFixture {
  private RelayConfig config(String... more) {
    var all = new String[more.length + 2];
    System.arraycopy(more, 0, all, 0, more.length);
    all[more.length] = "amd-pause";
    all[more.length + 1] = "1ms";
    return TestConfig.of(vendors.settings(cache, all));
  }

  private Completion completion() {
    return new Completion(config(), InstantSource.system());
  }

  private static Json.Obj evidence(String tee, Bytes report, Json.Obj endorsements) {
    return Json.object()
        .put("type", "aver/evidence/v1")
        .put("tee", tee)
        .put("report", report.base64Url())
        .put("endorsements", endorsements)
        .put("other", "kept as it is")
        .build();
  }

  private static Json.Obj snp() {
    return evidence("software-snp", report(), Json.object().build());
  }

  private static Json.Obj endorsements(Json evidence) {
    return (Json.Obj) ((Json.Obj) evidence).get("endorsements");
  }

  @Test
  void snpEvidenceGetsItsFourDocuments() throws Exception {
    var whole = (Json.Obj) completion().complete(snp());
    assertEquals(Set.of("vek", "ask", "ark", "crl"), endorsements(whole).members().keySet());
    assertEquals(snp().get("report"), whole.get("report"));
    assertEquals(Json.of("kept as it is"), whole.get("other"));
  }

  @Test
  void tdxEvidenceGetsItsNineDocuments() throws Exception {
    var whole = completion().complete(evidence("software-tdx", quote(), Json.object().build()));
    assertEquals(9, endorsements(whole).members().size());
  }

  @Test
  void completeEvidenceIsHandedOnWhateverItSays() throws Exception {
    var four =
        Json.object().put("vek", "x").put("ask", "x").put("ark", "x").put("crl", "x").build();
    var evidence = evidence("sev-snp", Bytes.utf8("no report"), four);
    var before = vendors.asked().size();
    assertSame(evidence, completion().complete(evidence));
    assertEquals(before, vendors.asked().size());
  }

  @Test
  void withoutAFolderNothingIsFetchedAndNothingAdded() throws Exception {
    var settings = new HashMap<>(vendors.settings(cache));
    settings.remove("aver.endorsements.directory");
    var off = new Completion(TestConfig.of(settings), InstantSource.system());
    var evidence = snp();
    var before = vendors.asked().size();
    assertSame(evidence, off.complete(evidence));
    assertEquals(before, vendors.asked().size());
  }

  /** An enclave that answers with this, and the relay's route in front of it. */
  private Map<String, Object> ask(int status, String body, String... more) throws Exception {
    var enclave = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    enclave.createContext(
        "/v1/attestation",
        exchange -> {
          try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    enclave.start();
    var settings = new HashMap<>(vendors.settings(cache, "amd-pause", "1ms", "patience", "1m"));
    for (var i = 0; i < more.length; i += 2) {
      settings.put("aver.endorsements." + more[i], more[i + 1]);
    }
    settings.put("aver.enclave.url", "http://127.0.0.1:" + enclave.getAddress().getPort());
    var config = TestConfig.of(settings);
    var completion = new Completion(config, InstantSource.system());
    var route = new EvidenceRoute(completion, new Exchanges(new SimpleMeterRegistry()), config);
    try (var relay = new TestServer((vertx, router) -> route.routes(router))) {
      var answer = relay.get("/v1/attestation?nonce=0x01");
      return Map.of(
          "status", answer.statusCode(), "body", new String(answer.body(), StandardCharsets.UTF_8));
    } finally {
      enclave.stop(0);
    }
  }

  @Test
  void aCallerGetsCompleteEvidence() throws Exception {
    var answer = ask(200, JsonWriter.write(snp()));
    assertEquals(200, answer.get("status"));
    var whole = JsonReader.document(Bytes.utf8((String) answer.get("body")), 1 << 20);
    assertEquals(4, endorsements(whole).members().size());
  }

  @Test
  void evidenceThatLacksNothingGoesThroughByteForByte() throws Exception {
    var complete = " " + JsonWriter.write(completion().complete(snp())) + "\n";
    var answer = ask(200, complete);
    assertEquals(complete, answer.get("body"));
  }

  @Test
  void whatTheEnclaveRefusesIsRefusedInItsWords() throws Exception {
    var answer = ask(400, "{\"error\":{}}");
    assertEquals(400, answer.get("status"));
    assertEquals("{\"error\":{}}", answer.get("body"));
  }

  @Test
  void aCallerDoesNotWaitForASlowService() throws Exception {
    vendors.tell("/vcek/", "late&amount=60000");
    var answer = ask(200, JsonWriter.write(snp()), "patience", "50ms");
    assertEquals(503, answer.get("status"));
    assertTrue(((String) answer.get("body")).contains("evidence_unavailable"));
  }

  @Test
  void theVerifyEndpointNeverFetches() throws Exception {
    var before = vendors.asked().size();
    try (var relay = new TestServer((vertx, router) -> VerifyEndpoint.on(router, config()))) {
      for (var document :
          new Json[] {snp(), evidence("software-tdx", quote(), Json.object().build())}) {
        var question = Json.object().put("document", document).build();
        var body = JsonWriter.write(question).getBytes(StandardCharsets.UTF_8);
        var answer = relay.post("/v1/attestation/verify", body);
        assertEquals(200, answer.statusCode());
        var result = (Json.Obj) JsonReader.document(Bytes.of(answer.body()), 1 << 20);
        assertEquals(Json.of("rejected"), result.get("verdict"));
      }
    }
    assertEquals(before, vendors.asked().size(), "nobody can spend the relay's quota with it");
  }
}
