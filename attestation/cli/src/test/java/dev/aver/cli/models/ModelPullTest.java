// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files come from the first source that has the right bytes, and only the missing part of them. */
class ModelPullTest {
  private static final byte[] CONTENT = new byte[300_000];

  static {
    new Random(3).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private HttpServer server;
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final StringWriter said = new StringWriter();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/good", exchange -> answer(exchange, CONTENT, CONTENT.length));
    server.createContext("/bad", exchange -> answer(exchange, new byte[CONTENT.length], -1));
    server.createContext(
        "/endless", exchange -> answer(exchange, new byte[2 * CONTENT.length], -1));
    server.createContext("/cut", exchange -> answer(exchange, Arrays.copyOf(CONTENT, 1000), -1));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** With ranges if {@code whole} is not negative. */
  private void answer(HttpExchange exchange, byte[] content, int whole) throws IOException {
    var range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    try (exchange) {
      if (range == null || whole < 0) {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
        return;
      }
      var from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (whole - 1) + "/" + whole);
      exchange.sendResponseHeaders(206, whole - from);
      exchange.getResponseBody().write(content, from, whole - from);
    }
  }

  private String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  private static Digest digest(byte[] bytes) throws Exception {
    return Digest.of(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private CatalogueModel model(String... sources) throws Exception {
    var file = new CatalogueFile("m.onnx", CONTENT.length, digest(CONTENT), List.of(sources));
    return new CatalogueModel("m", "tensor", "MIT", List.of(file));
  }

  private void pull(CatalogueModel model) throws Exception {
    var cache = new ModelCache(folder, List.of());
    var progress = new Progress(new PrintWriter(said, true));
    new ModelPull(cache, folder, progress).pull(model);
  }

  private Path kept() {
    return folder.resolve("models/m.onnx");
  }

  @Test
  void sourcesAreTriedInOrderUntilOneHasTheRightBytes() throws Exception {
    pull(model(folder.resolve("nothing").toString(), url("/404"), url("/bad"), url("/good")));
    assertArrayEquals(CONTENT, Files.readAllBytes(kept()));
    assertTrue(said.toString().contains("the catalogue says"), said.toString());
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    pull(model(url("/good")));
    pull(model(url("/good")));
    assertEquals(List.of("null"), ranges);
  }

  @Test
  void anInterruptedDownloadGoesOnWhereItEnded() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.write(folder.resolve("models/.m.onnx.part"), Arrays.copyOf(CONTENT, 123_456));
    pull(model(url("/good")));
    assertEquals(List.of("bytes=123456-"), ranges);
    assertArrayEquals(CONTENT, Files.readAllBytes(kept()));
  }

  @Test
  void aServerWithoutRangesStartsAnew() throws Exception {
    assertThrows(IOException.class, () -> pull(model(url("/cut"))));
    pull(model(url("/good")));
    assertArrayEquals(CONTENT, Files.readAllBytes(kept()));
  }

  @Test
  void otherBytesAreNeverKept() throws Exception {
    for (var path : new String[] {"/bad", "/endless", "/cut"}) {
      assertThrows(IOException.class, () -> pull(model(url(path))));
    }
    assertTrue(Files.notExists(kept()));
    var local = Files.write(folder.resolve("local"), new byte[CONTENT.length]);
    assertThrows(IOException.class, () -> pull(model(local.toString())));
    assertThrows(IOException.class, () -> pull(model()));
    assertTrue(Files.notExists(kept()));
  }

  @Test
  void aBeginningOfOtherBytesCostsOneMoreDownload() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.write(folder.resolve("models/.m.onnx.part"), new byte[1000]);
    pull(model(url("/good")));
    assertEquals(List.of("bytes=1000-", "null"), ranges);
    assertArrayEquals(CONTENT, Files.readAllBytes(kept()));
  }

  @Test
  void whatIsThereWithOtherBytesIsRenewed() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.write(kept(), new byte[CONTENT.length]);
    var pull =
        new ModelPull(
            new ModelCache(folder, List.of()), folder, new Progress(new PrintWriter(said, true)));
    pull.renew(model(url("/good")));
    assertArrayEquals(CONTENT, Files.readAllBytes(kept()));
    pull.renew(model(url("/good")));
    assertEquals(List.of("null"), ranges);
  }

  @Test
  void whatCannotBeReachedIsSaidInWords() throws Exception {
    var missing = folder.resolve("nothing").toString();
    var model = model("http://127.0.0.1:1/x", "https://not an address/", missing);
    var why = assertThrows(IOException.class, () -> pull(model));
    assertTrue(why.getMessage().contains("there is no file " + missing), why.getMessage());
    assertTrue(said.toString().contains("nothing answers there"), said.toString());
    assertTrue(said.toString().contains("no address"), said.toString());
  }

  @Test
  void aLocalPathIsASource() throws Exception {
    var local = Files.write(folder.resolve("local.onnx"), CONTENT);
    pull(model(local.toUri().toString()));
    assertArrayEquals(CONTENT, Files.readAllBytes(kept()));
  }

  @Test
  void packageUrlsNameAFileInsideAPackage() {
    var url = PackageUrl.parse("pkg:npm/%40gutenye/ocr-models@1.4.2#assets/rec.onnx").orElseThrow();
    assertEquals(new PackageUrl("npm", "@gutenye", "ocr-models", "1.4.2", "assets/rec.onnx"), url);
    assertEquals("rec.onnx", url.fileName());
    assertEquals("", PackageUrl.parse("pkg:pypi/a@1#b/c").orElseThrow().namespace());
    for (var wrong : new String[] {"pkg:npm/a", "pkg:npm/a@1#../b", "npm:a@1#b", "pkg:npm/a@1#"}) {
      assertTrue(PackageUrl.parse(wrong).isEmpty(), wrong);
    }
  }

  @Test
  void theBuildsCatalogueIsReadAndOnesOwnModelsJoinIt() throws Exception {
    var own = folder.resolve("models.json");
    var catalogue = ModelCatalogue.read(own);
    assertTrue(catalogue.own().isEmpty());
    var known = catalogue.find("bge-small-en-v1.5").orElseThrow();
    assertEquals("embedding", known.task());
    for (var model : catalogue.models()) {
      for (var file : model.files()) {
        assertTrue(file.sources().size() > 0, file.path());
        for (var source : file.sources()) {
          assertTrue(PackageUrl.parse(source).isPresent(), source);
        }
      }
    }
    var entry =
        dev.aver.attestation.json.JsonReader.read(
            Bytes.utf8(
                "{\"name\":\"mine\",\"task\":\"tensor\",\"license\":\"MIT\",\"files\":[],\"more\":1}"),
            1000,
            9);
    catalogue.add((dev.aver.attestation.json.Json.Obj) entry);
    var again = ModelCatalogue.read(own);
    assertEquals("tensor", again.find("mine").orElseThrow().task());
    assertEquals(own, again.own().orElseThrow());
  }
}
