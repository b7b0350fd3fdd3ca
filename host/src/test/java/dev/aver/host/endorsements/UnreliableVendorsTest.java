// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.host.endorsements.Unavailable.Why;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that answer badly, late, with something else or not at all. */
class UnreliableVendorsTest extends VendorFixture {
  @ParameterizedTest
  @CsvSource({
    "not-found,NOT_FOUND",
    "error,REFUSED",
    "throttled&amount=5,THROTTLED",
    "oversized&amount=5000000,TOO_LARGE",
    "redirect&target=http://127.0.0.1:1/,REDIRECTED",
    "cut,UNREACHABLE",
    "garbage,NOT_VERIFIED",
    "expired,NOT_VERIFIED"
  })
  void whatAmdShouldNotAnswerIsNeitherServedNorKept(String behaviour, Why why) throws Exception {
    vendors.tell(AMD_LIST, behaviour);
    assertEquals(why, refused(() -> snp(store())));
    assertEquals(List.of("amd-Genoa-VCEK-chain.json"), kept());
    vendors.tell(AMD_LIST, "good");
    snp(store());
    assertEquals(3, kept().size());
  }

  @ParameterizedTest
  @CsvSource({
    "/tdx/certification/v4/tcb,foreign,NOT_VERIFIED",
    "/tdx/,expired,NOT_VERIFIED",
    "/tdx/,garbage,NOT_VERIFIED",
    "/sgx/,garbage,NOT_VERIFIED",
    "/sgx/,not-found,NOT_FOUND",
    "/tdx/,redirect&target=http://127.0.0.1:1/,REDIRECTED"
  })
  void whatIntelShouldNotAnswerIsNeitherServedNorKept(String path, String behaviour, Why why)
      throws Exception {
    vendors.tell(path, behaviour);
    var quote = quote();
    assertEquals(why, refused(() -> store().tdx(quote)));
    assertEquals(List.of(), kept());
    vendors.tell(path, "good");
    store().tdx(quote);
    assertEquals(1, kept().size());
  }

  /** The first request hangs already: however slow this machine is, nothing else is in time. */
  @ParameterizedTest
  @ValueSource(strings = {"late&amount=60000", "slow"})
  void aServiceThatTakesTooLongIsGivenUp(String behaviour) throws Exception {
    vendors.tell("/vcek/", behaviour);
    vendors.tell("/tdx/", behaviour);
    var quote = quote();
    var hurried = store("timeout", "500ms");
    assertEquals(Why.TIMED_OUT, refused(() -> snp(hurried)));
    assertEquals(Why.TIMED_OUT, refused(() -> hurried.tdx(quote)));
    assertEquals(List.of(), kept());
  }

  @Test
  void aVcekOfAnotherChipIsRefused() throws Exception {
    vendors.tell("/vcek/", "foreign"); // of which chains and lists know nothing
    var store = store();
    assertEquals(Why.NOT_VERIFIED, refused(() -> snp(store)));
    assertEquals(2, kept().size());
  }

  @Test
  void aServiceThatAsksForPatienceGetsIt() throws Exception {
    vendors.tell("/vcek/v1/Genoa/cert_chain", "throttled&amount=45&times=1");
    var store = store();
    assertEquals(Why.THROTTLED, refused(() -> snp(store)));
    snp(store);
    assertEquals(45_000L, time.pauses().getFirst());
  }

  /** Truly signed, by a root that is trusted, and of another product line than was asked for. */
  @Test
  void authoritiesOfAnotherProductAreRefused() throws Exception {
    var own = vendors.snp.documents();
    var chain = (Pem.encode(own.ask()) + Pem.encode(own.ark())).getBytes(StandardCharsets.UTF_8);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, chain.length);
            exchange.getResponseBody().write(chain);
          }
        });
    server.start();
    var http = new VendorHttp(Set.of("127.0.0.1"), Duration.ofMinutes(1), 1 << 20, Map.of(), time);
    try (http) {
      var root = Bytes.of(Files.readAllBytes(vendors.anchor));
      var amd =
          new AmdDocuments(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
              http,
              TrustAnchors.none().withSoftware(List.of(root)),
              new Shelf(new DiskCache(cache), false, Duration.ofDays(1), time));
      amd.chain(SigningKey.VCEK, Product.GENOA);
      for (var other : List.of(Product.MILAN, Product.TURIN)) {
        assertEquals(Why.NOT_VERIFIED, refused(() -> amd.chain(SigningKey.VCEK, other)));
      }
      assertEquals(Why.NOT_VERIFIED, refused(() -> amd.chain(SigningKey.VLEK, Product.GENOA)));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aHostThatIsNotOnTheListIsNotAsked() {
    assertThrows(ConfigurationException.class, () -> store("hosts", "kdsintf.amd.com"));
    var http = new VendorHttp(Set.of("localhost"), Duration.ofSeconds(1), 10, Map.of(), time);
    try (http) {
      assertEquals(
          Why.HOST_NOT_ALLOWED, refused(() -> http.get(URI.create("http://127.0.0.1:1/"))));
    }
    var remote = new VendorHttp(Set.of("example.org"), Duration.ofSeconds(1), 10, Map.of(), time);
    try (remote) {
      assertEquals(
          Why.HOST_NOT_ALLOWED,
          refused(() -> remote.get(URI.create("http://example.org/"))),
          "without TLS");
    }
  }
}
