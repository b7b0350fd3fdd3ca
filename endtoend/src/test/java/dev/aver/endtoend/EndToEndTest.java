// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.LogFolder;
import dev.aver.attestation.log.VerifierKey;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptChecks;
import dev.aver.contracts.Anvil;
import dev.aver.contracts.ReceiptsOnChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One answer's whole way: asked, signed, logged, attested, and checked by everybody. */
class EndToEndTest {
  private static final String NONCE = "0x" + "5a".repeat(32);
  private static RunningAver aver;

  @BeforeAll
  static void start() throws Exception {
    aver = RunningAver.shared();
  }

  @Test
  void similarSentencesHaveSimilarEmbeddings() throws Exception {
    var answer =
        aver.embed(
            Json.array(
                List.of(
                    Json.of("A man is playing a guitar"),
                    Json.of("Someone plays the guitar"),
                    Json.of("The stock market fell today"))));
    assertEquals(200, answer.statusCode());
    var embeddings = embeddings(RunningAver.parse(Bytes.of(answer.body())));
    assertEquals(0.8362, cosine(embeddings.get(0), embeddings.get(1)), 5e-5);
    assertEquals(-0.0622, cosine(embeddings.get(0), embeddings.get(2)), 5e-5);
  }

  @Test
  void theOfficialSdkWorksUnchanged() throws Exception {
    Sdk.install();
    var printed = Sdk.run("embed.mjs", aver.text("api"), "A man is playing a guitar", "Hi");
    var result = Members.of(JsonReader.read(Bytes.utf8(printed), 1 << 20, 16), "SDK");
    assertEquals("\"all-minilm-l6-v2\"", JsonWriter.write(result.array("models").getFirst()));
    assertEquals(2, result.array("embeddings").size());
    Receipt.fromHeader(result.string("receipt"));
    var refusal = result.object("refusal");
    assertEquals(404, refusal.integer("status", 0, 999));
    assertEquals("model_not_found", refusal.string("code"));
  }

  @Test
  void evidenceWithOnesOwnNonceIsVerifiedByCommandLineAndEndpoint() throws Exception {
    var evidence = aver.get("/v1/attestation?nonce=" + NONCE);
    assertEquals(200, evidence.statusCode());
    var file = aver.state().resolve("evidence-nonce.json");
    Files.write(file, evidence.body());

    var verdict =
        Cli.run(
                "verify",
                file,
                "--trust-anchor",
                aver.path("trustAnchor"),
                "--policy",
                aver.path("policy"),
                "--nonce",
                NONCE)
            .expect(0);
    assertTrue(verdict.firstLine().contains("verified"), verdict.firstLine());
    assertTrue(verdict.firstLine().contains("software TEE"), verdict.firstLine());

    var result = aver.verify(question(RunningAver.parse(Bytes.of(evidence.body()))));
    assertEquals("verified", result.string("verdict"));
    assertEquals("relay", result.string("performedBy"));
    assertEquals("software-snp", result.string("tee"));
  }

  @Test
  void nothingIsTrustedUnlessItsRootIsNamed() throws Exception {
    var file = aver.state().resolve("evidence-unnamed.json");
    Files.write(file, aver.get("/v1/attestation").body());
    Cli.run("verify", file, "--policy", aver.path("policy")).expect(1);
    var incomplete = Cli.run("verify", file, "--trust-anchor", aver.path("trustAnchor")).expect(3);
    assertTrue(incomplete.out().lines().toList().getLast().contains("policy"), incomplete.out());
  }

  @Test
  void anAnswerIsProvenOfflineToTheLevelAttested() throws Exception {
    var folder = Path.of("target/endtoend/proven");
    Cli.run("ask", "A man is playing a guitar", "--save", folder, "--state", aver.state())
        .expect(0);
    for (var name : List.of("request.json", "response.json", "receipt.json", "proof.json")) {
      assertTrue(Files.size(folder.resolve(name)) > 0, name);
    }
    var proof = folder.resolve("proof.json");
    var results = verify(proof).expect(0);
    var result = Members.of(array(results.out()).getFirst(), "result");
    assertEquals("verified", result.string("verdict"));
    assertEquals("attested", result.object("claims").string("level"));

    // What the relay serves is silent: joined to the holder's receipt it proves as much.
    var receipt = Receipt.parse(Bytes.of(Files.readAllBytes(folder.resolve("receipt.json"))));
    var published = aver.state().resolve("published-proof.json");
    Files.write(published, aver.get("/v1/proofs/" + receipt.digest()).body());
    var joined = verify(published, folder.resolve("receipt.json")).expect(0);
    assertEquals(1, array(joined.out()).size());
  }

  @Test
  void fiftyReceiptsAgreeBetweenJavaAndTheContractAndAlteredOnesAreRefusedByBoth()
      throws Exception {
    var evidence = RunningAver.parse(Bytes.of(aver.get("/v1/attestation").body()));
    var keysetJson = (Json.Obj) ((Json.Obj) evidence).get("keyset");
    var keyset = Keyset.parse(keysetJson);
    var receipts = new ArrayList<Receipt>();
    for (var i = 0; i < 50; i++) {
      var answer = aver.embed(Json.of("sentence number " + i));
      receipts.add(Receipt.fromHeader(answer.headers().firstValue("Aver-Receipt").orElseThrow()));
    }
    try (var node = Anvil.start();
        var contract = ReceiptsOnChain.deploy(node)) {
      for (var receipt : receipts) {
        ReceiptChecks.check(receipt, keyset);
        var answer = contract.check(keysetJson, receipt.toJson(), receipt.signature().bytes());
        assertEquals(Optional.empty(), answer.refused());
        assertEquals(keyset.enclave(), answer.enclave());
        assertEquals(keyset.receiptSigner().toString(), answer.signer());
      }
      var other = receipts.get(1).signature().bytes();
      for (var receipt : receipts.subList(2, 27)) {
        var refused = contract.check(keysetJson, receipt.toJson(), other).refused();
        assertTrue(refused.isPresent());
        var stolen = new Receipt(receipt.body(), receipts.get(1).signature(), Optional.empty());
        var inJava = assertThrows(Rejected.class, () -> ReceiptChecks.check(stolen, keyset));
        assertEquals(Optional.of(inJava.reason()), refused);
      }
    }
  }

  @Test
  void theLogIsPublishedAsTilesAndSilentAboutContent() throws Exception {
    var enclave = aver.text("enclave").substring(2);
    aver.embed(Json.of("an entry of the log"));
    var checkpoint = aver.get("/v1/logs/" + enclave + "/checkpoint");
    assertEquals(200, checkpoint.statusCode());
    var lines =
        new String(checkpoint.body(), java.nio.charset.StandardCharsets.UTF_8).lines().toList();
    assertEquals("aver/" + enclave, lines.getFirst());
    var size = Long.parseLong(lines.get(1));
    assertTrue(size > 0);
    var width = Math.min(size, 256);
    var path = "/v1/logs/" + enclave + "/tile/entries/000" + (width < 256 ? ".p/" + width : "");
    var entries = aver.get(path);
    assertEquals(200, entries.statusCode());
    assertEquals(34 * width, entries.body().length);
  }

  @Test
  void aFlippedByteOfAPublishedEntryDoesNotFitTheCheckpoint() throws Exception {
    var evidence = RunningAver.parse(Bytes.of(aver.get("/v1/attestation").body()));
    var keyset = Keyset.parse(((Json.Obj) evidence).get("keyset"));
    var enclave = keyset.enclave();
    var key = VerifierKey.note(CheckpointText.origin(enclave), keyset.noteKey());
    var published = new HashMap<String, Bytes>();
    var log = new LogFolder(path -> Optional.ofNullable(published.get(path)));
    Function<String, Bytes> fetch =
        path -> {
          try {
            return Bytes.of(aver.get("/v1/logs/" + enclave.hex() + "/" + path).body());
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    var checkpoint = fetch.apply("checkpoint");
    published.put("checkpoint", checkpoint);
    var size = Long.parseLong(checkpointLines(checkpoint).get(1));
    assertTrue(size < 256, "these tests write a small log");
    var width = ".p/" + size;
    for (var path : List.of("tile/0/000" + width, "tile/entries/000" + width)) {
      published.put(path, fetch.apply(path));
    }
    log.check(key);
    var entries = published.get("tile/entries/000" + width).toArray();
    entries[2] ^= 1;
    published.put("tile/entries/000" + width, Bytes.of(entries));
    var refused = assertThrows(Rejected.class, () -> log.check(key));
    assertTrue(Set.of(Reason.LOG_ROOT, Reason.LOG_TILE).contains(refused.reason()));
  }

  private static List<String> checkpointLines(Bytes note) {
    return new String(note.toArray(), StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void badInputIsRefusedInTheApisOwnWords() throws Exception {
    record Case(String name, String body, int status, String code) {}
    var tooLong = "word ".repeat(300);
    for (var bad :
        List.of(
            new Case("malformed", "{\"model\":", 400, "invalid_json"),
            new Case(
                "twice",
                "{\"model\":\"a\",\"model\":\"b\",\"input\":\"x\"}",
                400,
                "duplicate_member"),
            new Case(
                "unknown model", "{\"model\":\"nope\",\"input\":\"x\"}", 404, "model_not_found"),
            new Case("empty", "{\"model\":\"all-minilm-l6-v2\",\"input\":\"\"}", 400, ""),
            new Case("mistyped", "{\"model\":\"all-minilm-l6-v2\",\"input\":7}", 400, ""),
            new Case(
                "too long",
                "{\"model\":\"all-minilm-l6-v2\",\"input\":\"" + tooLong + "\"}",
                400,
                "context_length_exceeded"),
            new Case("too large", " ".repeat((1 << 20) + 1), 413, ""))) {
      var answer = aver.post("/v1/embeddings", Bytes.utf8(bad.body()));
      assertEquals(bad.status(), answer.statusCode(), bad.name());
      var error =
          Members.of(RunningAver.parse(Bytes.of(answer.body())), bad.name()).object("error");
      assertFalse(error.string("message").isBlank(), bad.name());
      assertFalse(error.string("code").isBlank(), bad.name());
      if (!bad.code().isEmpty()) {
        assertEquals(bad.code(), error.string("code"), bad.name());
      }
    }
    for (var nonce : List.of("0x00", "0x" + "0".repeat(64), "zz")) {
      assertEquals(400, aver.get("/v1/attestation?nonce=" + nonce).statusCode(), nonce);
    }
  }

  @Test
  void aSecondUpSaysSoAndPrintsTheSameObject() throws Exception {
    var again = Cli.run("up", "--detach", "--json", "--state", aver.state()).expect(0);
    assertEquals(aver.report(), RunningAver.parse(Bytes.utf8(again.out())));
    assertTrue(again.err().contains("already running"), again.err());
  }

  @Test
  void keysOfTheSoftwareTeeAreReadableByTheirOwnerAlone() throws Exception {
    try (var files = Files.walk(aver.state())) {
      for (var file : files.filter(f -> f.toString().contains("software-tee")).toList()) {
        var permissions = Files.getPosixFilePermissions(file);
        permissions.removeIf(p -> p.name().startsWith("OWNER"));
        assertEquals(Set.of(), permissions, file.toString());
      }
    }
  }

  @Test
  void errorsOfAdmittedRequestsHaveReceiptsToo() throws Exception {
    var body = Bytes.utf8("{\"model\":\"nope\",\"input\":\"x\"}");
    var answer = aver.post("/v1/embeddings", body);
    var receipt = Receipt.fromHeader(answer.headers().firstValue("Aver-Receipt").orElseThrow());
    assertEquals(
        receipt.body().request().toString(),
        answer.headers().firstValue("Aver-Receipt-Id").orElseThrow());
    var salt = receipt.opening().orElseThrow().request().orElseThrow();
    var sha256 = java.security.MessageDigest.getInstance("SHA-256");
    sha256.update(salt.toArray());
    sha256.update((byte) 0x10);
    assertArrayEquals(
        HexFormat.of().parseHex(receipt.body().request().hex()), sha256.digest(body.toArray()));
  }

  private static Cli verify(Object... files) throws Exception {
    var arguments = new ArrayList<Object>(List.of("verify"));
    arguments.addAll(List.of(files));
    arguments.addAll(
        List.of(
            "--trust-anchor", aver.path("trustAnchor"), "--policy", aver.path("policy"), "--json"));
    return Cli.run(arguments.toArray());
  }

  private static Json.Obj question(Json document) throws Exception {
    return Json.object()
        .put("document", document)
        .put("policy", RunningAver.parse(Bytes.of(Files.readAllBytes(aver.path("policy")))))
        .put(
            "trustAnchors",
            Json.array(List.of(Json.of(Files.readString(aver.path("trustAnchor"))))))
        .put("nonce", NONCE)
        .build();
  }

  private static List<Json> array(String text) {
    return ((Json.Arr) RunningAver.parse(Bytes.utf8(text))).elements();
  }

  private static List<double[]> embeddings(Json answer) throws Exception {
    var vectors = new ArrayList<double[]>();
    for (var item : Members.of(answer, "answer").array("data")) {
      var values = Members.of(item, "item").array("embedding");
      vectors.add(
          values.stream().mapToDouble(v -> Double.parseDouble(((Json.Num) v).literal())).toArray());
    }
    return vectors;
  }

  private static double cosine(double[] a, double[] b) {
    var dot = 0.0;
    for (var i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot; // both have length one
  }
}
