// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.log.Tiles;
import dev.aver.host.TestServer;
import dev.aver.host.relay.Exchanges;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody can fetch: proofs by digest, and logs as C2SP tlog-tiles. */
class PublishedTest {
  private static final TestEnclave ENCLAVE = TestEnclave.of(1);
  private static final int ENTRIES = 260;

  @TempDir Path directory;
  private FeedingEnclave enclave;
  private FollowingRelay relay;
  private TestServer server;
  private String log;

  @BeforeEach
  void publish() throws Exception {
    enclave = new FeedingEnclave(ENCLAVE);
    relay = new FollowingRelay(directory, enclave.url());
    var exchanges = new Exchanges(new SimpleMeterRegistry());
    server =
        new TestServer(
            (vertx, router) -> {
              new ProofRoutes(relay.ledger, exchanges).routes(router);
              new LogRoutes(relay.ledger, exchanges).routes(router);
            });
    log = "/v1/logs/" + ENCLAVE.keyset().enclave().hex() + "/";
    enclave.add(TestEnclave.entries(0, ENTRIES));
    enclave.awaitDurable(ENTRIES);
    enclave.sign();
    relay.await(status -> status.logged() == ENTRIES);
    relay.awaitProof(TestEnclave.entry(0));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    relay.close();
    enclave.close();
  }

  @Test
  void givesTheProofOfADigest() throws Exception {
    var answer = server.get("/v1/proofs/" + TestEnclave.entry(17));
    assertEquals(200, answer.statusCode());
    assertEquals("application/json", header(answer, "Content-Type"));
    var proof = (Json.Obj) JsonReader.document(Bytes.of(answer.body()), 1 << 20);
    assertEquals(Json.of("aver/proof/v1"), proof.get("type"));
  }

  @Test
  void asksForPatienceWhereNothingIsSignedYet() throws Exception {
    enclave.add(TestEnclave.entries(ENTRIES, 1));
    enclave.awaitDurable(ENTRIES + 1);
    for (var digest : new long[] {ENTRIES, 99_999}) {
      var answer = server.get("/v1/proofs/" + TestEnclave.entry(digest));
      assertEquals(404, answer.statusCode());
      assertEquals("not_logged_yet", code(answer));
      assertEquals("1", header(answer, "Retry-After"));
      assertEquals("no-store", header(answer, "Cache-Control"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x12", "zz", "0X00", "0x%30"})
  void refusesWhatIsNoDigest(String digest) throws Exception {
    var answer = server.get("/v1/proofs/" + digest);
    assertEquals(400, answer.statusCode());
    assertEquals("invalid_digest", code(answer));
  }

  @Test
  void servesTheLogAsTiles() throws Exception {
    var checkpoint = server.get(log + "checkpoint");
    assertEquals(200, checkpoint.statusCode());
    assertTrue(new String(checkpoint.body(), UTF_8).startsWith("aver/"));
    assertTrue(header(checkpoint, "Cache-Control").contains("max-age=1"));

    var full = server.get(log + "tile/entries/000");
    assertEquals(TestEnclave.entries(0, 256), Tiles.entries(Bytes.of(full.body()), 256));
    assertTrue(header(full, "Cache-Control").contains("immutable"));
    assertEquals(200, server.get(log + "tile/entries/001.p/4").statusCode());
    assertEquals(8192, server.get(log + "tile/0/000").body().length);
    assertEquals(32, server.get(log + "tile/1/000.p/1").body().length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile/entries/001",
        "tile/entries/002",
        "tile/9/000",
        "tile/../checkpoint",
        "tile/entries/../../../entries",
        "tile/entries/%2e%2e/%2e%2e/entries",
        "entries",
        "state.json",
        "keyset.json",
      })
  void servesNothingElseOfTheFolder(String path) throws Exception {
    var answer = server.get(log + path);
    assertEquals(404, answer.statusCode());
    assertEquals("log_file_not_found", code(answer));
  }

  @Test
  void isThereToBeReadAlone() throws Exception {
    var nothing = new byte[0];
    for (var path : List.of("/v1/proofs/" + TestEnclave.entry(17), log + "checkpoint")) {
      var answer = server.post(path, nothing);
      assertEquals(405, answer.statusCode(), path);
      assertEquals("method_not_allowed", code(answer));
      assertEquals("GET", header(answer, "Allow"));
    }
  }

  @Test
  void hasNoLogsOfOthers() throws Exception {
    var answer = server.get("/v1/logs/" + "0".repeat(64) + "/checkpoint");
    assertEquals("log_file_not_found", code(answer));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static Json code(HttpResponse<byte[]> answer, String member) throws Exception {
    var body = (Json.Obj) JsonReader.document(Bytes.of(answer.body()), 10_000);
    var error = (Json.Obj) Objects.requireNonNull(body.get("error"));
    return Objects.requireNonNull(error.get(member));
  }

  private static String code(HttpResponse<byte[]> answer) throws Exception {
    return ((Json.Str) code(answer, "code")).value();
  }
}
