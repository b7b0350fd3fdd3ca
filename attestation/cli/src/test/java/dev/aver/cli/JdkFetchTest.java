// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./aver} on a machine without JDK 25: asks, fetches, checks, keeps; or says what to do. */
final class JdkFetchTest {
  private final AtomicInteger requests = new AtomicInteger();
  @TempDir Path folder;
  private FakeClone clone;
  private HttpServer server;
  private String checksum;

  @BeforeEach
  void prepare() throws Exception {
    clone = new FakeClone(folder).with("AVER_JDK", "pinned");
    var archive = archive();
    checksum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jdk.tar.gz",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, archive.length);
          exchange.getResponseBody().write(archive);
          exchange.close();
        });
    server.start();
    clone.with("AVER_JDK_URL", address("/jdk.tar.gz"));
    clone.with("AVER_JDK_SHA256", checksum);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private byte[] archive() throws Exception {
    FakeClone.jdk(folder.resolve("packed/jdk-25.0.3+9"), "25.0.3");
    var file = folder.resolve("packed/jdk.tar.gz");
    var tar =
        new ProcessBuilder(
                "tar", "-czf", file.toString(), "-C", file.getParent().toString(), "jdk-25.0.3+9")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals(0, tar.waitFor());
    return Files.readAllBytes(file);
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void withoutConsentItSaysInOneLineWhatToInstall() throws Exception {
    var outcome = clone.run("verify");
    assertEquals(2, outcome.status());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("install Temurin 25"), outcome.err());
    assertEquals(0, requests.get());
  }

  @Test
  void fetchesOnceAndKeepsIt() throws Exception {
    clone.with("AVER_YES", "1");
    assertEquals(3, clone.run("verify").status());
    assertEquals(3, clone.run("verify").status());
    assertEquals(1, requests.get());
    assertEquals(List.of("jdk-25.0.3+9"), entries(clone.cache()));
  }

  @Test
  void theOptionIsConsentToo() throws Exception {
    assertEquals(3, clone.run("verify", "--yes").status());
    assertEquals(1, requests.get());
  }

  @Test
  void theCacheFollowsTheXdgRule() throws Exception {
    clone.with("AVER_YES", "1").with("XDG_CACHE_HOME", folder.resolve("elsewhere").toString());
    assertEquals(3, clone.run("verify").status());
    assertEquals(List.of("jdk-25.0.3+9"), entries(folder.resolve("elsewhere/aver")));
  }

  @Test
  void anotherChecksumIsRefusedAndNothingStays() throws Exception {
    clone.with("AVER_YES", "1").with("AVER_JDK_SHA256", "00".repeat(32));
    var outcome = clone.run("verify");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("refused: SHA-256 of the archive is " + checksum));
    assertEquals(List.of(), entries(clone.cache()));
    assertFalse(outcome.out().contains("<verify>"), "nothing of it was run");
  }

  @Test
  void anAddressWithoutAChecksumIsRefused() throws Exception {
    clone.with("AVER_YES", "1").with("AVER_JDK_SHA256", "");
    assertEquals(2, clone.run("verify").status());
    assertEquals(0, requests.get());
  }

  @Test
  void anUnreachableServerIsSaid() throws Exception {
    clone.with("AVER_YES", "1").with("AVER_JDK_URL", address("/missing"));
    var outcome = clone.run("verify");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("could not fetch it"), outcome.err());
    assertEquals(List.of(), entries(clone.cache()));
  }

  private static List<String> entries(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
