// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.host.config.TestConfig;
import dev.aver.host.enclaves.EnclaveFeed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The first caller after a start waits for no vendor. */
class AheadTest extends VendorFixture {
  private static Json.Obj evidence() {
    return Json.object()
        .put("tee", "software-snp")
        .put("report", report().base64Url())
        .put("endorsements", Json.object().build())
        .build();
  }

  private static HttpServer enclave(int refusals) throws Exception {
    var left = new AtomicInteger(refusals);
    var body = JsonWriter.write(evidence()).getBytes(StandardCharsets.UTF_8);
    var enclave = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    enclave.createContext(
        "/v1/attestation",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(left.getAndDecrement() > 0 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    enclave.start();
    return enclave;
  }

  @Test
  void whatTheEnclaveNeedsIsFetchedAsSoonAsItAnswers() throws Exception {
    var config = TestConfig.of(vendors.settings(cache, "amd-pause", "1ms"));
    var completion = new Completion(config, InstantSource.system());
    var before = vendors.asked().size();
    var enclave = enclave(1);
    var timer = new HandTurnedTime();
    try (var feed =
        new EnclaveFeed(URI.create("http://127.0.0.1:" + enclave.getAddress().getPort()))) {
      var ahead = Thread.ofVirtual().start(new Ahead(feed, completion, timer));
      assertEquals(10_000, timer.turn(), "it has refused once");
      ahead.join();
    } finally {
      enclave.stop(0);
    }
    assertEquals(3, vendors.asked().size() - before, "chain, list and VCEK");
    completion.complete(evidence());
    assertEquals(3, vendors.asked().size() - before, "and nobody is asked again");
  }
}
