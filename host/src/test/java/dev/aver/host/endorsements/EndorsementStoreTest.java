// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.host.endorsements.Unavailable.Why;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Fetched from another process that answers well, badly or not at all; and what is kept of it. */
class EndorsementStoreTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  @TempDir private static Path shared;
  private static Vendors vendors;

  @TempDir private Path cache;
  private final MovedTime time = new MovedTime();

  @BeforeAll
  static void start() throws IOException {
    vendors = Vendors.start(shared);
  }

  @AfterAll
  static void stop() throws IOException {
    vendors.close();
  }

  @AfterEach
  void behave() throws Exception {
    for (var path : List.of("/", "/vcek/v1/Genoa/crl", "/tdx/", "/sgx/")) {
      vendors.tell(path, "good");
    }
  }

  private EndorsementStore store(String... more) {
    return vendors.store(cache, time, more);
  }

  /** Patient, unless a time-out is what is waited for. */
  private EndorsementStore hurried(Why why) {
    return why == Why.TIMED_OUT ? store("timeout", "2s") : store();
  }

  private static Bytes report() {
    return vendors.snp.report(Vendors.REPORT_DATA);
  }

  private static SnpEndorsements snp(EndorsementStore store) throws Exception {
    return store.snp(report(), Optional.empty());
  }

  private static Why refused(Callable<?> asking) {
    return assertThrows(Unavailable.class, asking::call).why();
  }

  private List<String> kept() throws IOException {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (var files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anSnpReportIsVouchedForByWhatWasFetchedForIt() throws Exception {
    var before = vendors.asked().size();
    var store = store();
    var fetched = snp(store);
    var pem = Bytes.of(Files.readAllBytes(vendors.anchor));
    var result =
        SnpVerifier.verify(
            report(),
            fetched,
            time.millis(),
            TrustAnchors.none().withSoftware(List.of(pem)),
            SnpPolicy.authentic("a test"));
    assertTrue(
        result.findings().stream().allMatch(Finding.Passed.class::isInstance),
        result.findings().toString());
    assertEquals(List.of(10_000L, 10_000L), rounded(time.pauses()), "AMD's pace");
    assertEquals(fetched, snp(store));
    assertEquals(3, vendors.asked().size() - before, "chain, list and VCEK, once each");
  }

  /** To the second: the machine's own time passes, too. */
  private static List<Long> rounded(List<Long> millis) {
    return millis.stream().map(ms -> (ms + 999) / 1000 * 1000).toList();
  }

  @ParameterizedTest
  @EnumSource(PckIssuer.class)
  void aTdxQuoteIsVouchedForByWhatWasFetchedForIt(PckIssuer issuer) throws Exception {
    var quote = Vendors.tdx(issuer).report(Vendors.REPORT_DATA);
    var before = vendors.asked().size();
    var store = store();
    var fetched = store.tdx(quote); // which verifies them with this quote
    assertEquals(fetched, store.tdx(quote));
    var asked = vendors.asked();
    assertEquals(4, asked.size() - before);
    assertTrue(
        asked.subList(before, asked.size()).stream()
            .anyMatch(path -> path.contains("ca=" + issuer.text())),
        asked.toString());
    assertEquals(List.of(), time.pauses());
  }

  @Test
  void howeverManyAskThereIsOneFetch() throws Exception {
    var before = vendors.asked().size();
    var store = store();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<SnpEndorsements>>();
      for (var i = 0; i < 50; i++) {
        answers.add(threads.submit(() -> snp(store)));
      }
      var first = answers.getFirst().get();
      for (var answer : answers) {
        assertEquals(first, answer.get());
      }
    }
    assertEquals(3, vendors.asked().size() - before);
  }

  @ParameterizedTest
  @CsvSource({
    "not-found,NOT_FOUND", "error,REFUSED", "throttled&amount=5,THROTTLED",
    "late&amount=60000,TIMED_OUT", "slow,TIMED_OUT", "oversized&amount=5000000,TOO_LARGE",
    "redirect&target=http://127.0.0.1:1/,REDIRECTED", "cut,UNREACHABLE", "garbage,NOT_VERIFIED",
    "expired,NOT_VERIFIED"
  })
  void whatAmdShouldNotAnswerIsNeitherServedNorKept(String behaviour, Why why) throws Exception {
    vendors.tell("/vcek/v1/Genoa/crl", behaviour);
    var store = hurried(why);
    assertEquals(why, refused(() -> snp(store)));
    assertEquals(List.of("amd-Genoa-VCEK-chain.json"), kept());
    vendors.tell("/vcek/v1/Genoa/crl", "good");
    snp(store());
    assertEquals(3, kept().size());
  }

  @Test
  void aVcekOfAnotherChipIsRefused() throws Exception {
    vendors.tell("/", "foreign"); // of which chains and lists know nothing
    var store = store();
    assertEquals(Why.NOT_VERIFIED, refused(() -> snp(store)));
    assertEquals(2, kept().size());
  }

  @ParameterizedTest
  @CsvSource({
    "/tdx/certification/v4/tcb,foreign,NOT_VERIFIED",
    "/tdx/,expired,NOT_VERIFIED",
    "/tdx/,garbage,NOT_VERIFIED",
    "/sgx/,garbage,NOT_VERIFIED",
    "/sgx/,not-found,NOT_FOUND",
    "/sgx/,slow,TIMED_OUT",
    "/tdx/,redirect&target=http://127.0.0.1:1/,REDIRECTED"
  })
  void whatIntelShouldNotAnswerIsNeitherServedNorKept(String path, String behaviour, Why why)
      throws Exception {
    vendors.tell(path, behaviour);
    var quote = Vendors.tdx(PckIssuer.PLATFORM).report(Vendors.REPORT_DATA);
    var store = hurried(why);
    assertEquals(why, refused(() -> store.tdx(quote)));
    assertEquals(List.of(), kept());
    vendors.tell(path, "good");
    store().tdx(quote);
    assertEquals(1, kept().size());
  }

  @Test
  void aServiceThatAsksForPatienceGetsIt() throws Exception {
    vendors.tell("/vcek/v1/Genoa/cert_chain", "throttled&amount=45&times=1");
    var store = store();
    assertEquals(Why.THROTTLED, refused(() -> snp(store)));
    snp(store);
    assertEquals(45_000L, rounded(time.pauses()).getFirst());
  }

  @Test
  void theCacheServesARestartWithoutNetwork() throws Exception {
    var quote = Vendors.tdx(PckIssuer.PLATFORM).report(Vendors.REPORT_DATA);
    var online = store();
    var snp = snp(online);
    var tdx = online.tdx(quote);
    var before = vendors.asked().size();
    var offline = store("offline", "true");
    assertEquals(snp, snp(offline));
    assertEquals(tdx, offline.tdx(quote));
    time.move(31 * DAY);
    assertEquals(Why.OFFLINE, refused(() -> snp(offline)), "the list has ended");
    assertEquals(Why.OFFLINE, refused(() -> offline.tdx(quote)));
    assertEquals(before, vendors.asked().size());
  }

  @Test
  void whatEndsSoonIsFetchedAgainWhileTheOldOneServes() throws Exception {
    var store = store();
    var first = snp(store);
    time.move(27 * DAY + DAY / 2); // a list of 29 days, refreshed two days before its end
    vendors.tell("/vcek/v1/Genoa/crl", "error");
    var before = vendors.asked().size();
    assertEquals(first, snp(store), "nobody waits for the new one");
    while (vendors.asked().size() == before) {
      Thread.onSpinWait();
    }
    assertEquals(first, snp(store), "nor does its failure take the old one away");
    time.move(2 * DAY);
    var why = refused(() -> snp(store));
    assertTrue(why == Why.REFUSED || why == Why.THROTTLED, why.toString());
  }

  @Test
  void aDamagedFileIsFetchedAgain() throws Exception {
    var before = snp(store());
    for (var name : kept()) {
      var file = cache.resolve(name);
      var content = Files.readAllBytes(file);
      content[content.length - 20] ^= 1;
      Files.write(file, content);
    }
    var asked = vendors.asked().size();
    assertEquals(before.vek().size(), snp(store()).vek().size());
    assertEquals(3, vendors.asked().size() - asked);
  }

  @Test
  void nothingIsServedUnderARootThatNobodyNamed() throws Exception {
    var other = shared.resolve("other.pem");
    Files.writeString(other, Vendors.tdx(PckIssuer.PLATFORM).anchorPem());
    var store = store("software-anchor", other.toString());
    assertEquals(Why.NOT_VERIFIED, refused(() -> snp(store)));
    assertEquals(List.of(), kept());
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
    var http = new VendorHttp(Set.of("127.0.0.1"), Duration.ofSeconds(2), 1 << 20, Map.of(), time);
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
  void aProvidersKeyComesFromItsHostAlone() throws Exception {
    var machine = Vendors.snp(SigningKey.VLEK);
    var report = machine.report(Vendors.REPORT_DATA);
    var store = store();
    assertEquals(Why.PROVIDER_ONLY, refused(() -> store.snp(report, Optional.empty())));
    var given = machine.documents().vek();
    assertEquals(given, store.snp(report, Optional.of(given)).vek());
    var forged = vendors.snp.documents().vek();
    assertEquals(Why.NOT_VERIFIED, refused(() -> store.snp(report, Optional.of(forged))));
  }

  @Test
  void whatTheHostGaveIsTakenIfItHolds() throws Exception {
    var own = vendors.snp.documents().vek();
    assertEquals(own, store().snp(report(), Optional.of(own)).vek());
    var garbage = Bytes.utf8("x");
    var fetched = store().snp(report(), Optional.of(garbage)).vek();
    assertFalse(fetched.equals(garbage));
  }

  @Test
  void anAlteredReportIsVouchedForByNothing() {
    var altered = report().toArray();
    altered[0x90] ^= 1;
    var store = store();
    assertEquals(Why.NOT_VERIFIED, refused(() -> store.snp(Bytes.of(altered), Optional.empty())));
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
