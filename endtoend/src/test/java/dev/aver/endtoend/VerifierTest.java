// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code aver verifier} as its relying party runs it: a process that verifies and does no more. */
class VerifierTest {
  private static final Path VECTORS = Path.of("../attestation/vectors");
  private static final long AT = 1_780_315_200_000L;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  private Path state() {
    return folder.resolve("state");
  }

  @AfterEach
  void stop() throws Exception {
    Cli.run("down", "--purge", "--state", state());
  }

  @Test
  void verifiesABundleOverHttpAndSignsWhatItFound() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var verifier = start("--key-file", keyFile(pair));
    assertEquals(Json.of(true), verifier.required("signs"));
    var verify = verifier.string("verify");
    var result = Members.of(RunningAver.parse(Bytes.utf8(post(verify, "*/*").body())), "result");
    assertEquals("verified", result.string("verdict"));
    assertEquals("verifier", result.string("performedBy"));

    var token = post(verify, "application/eat+jwt").body();
    var dot = token.lastIndexOf('.');
    var check = Signature.getInstance("SHA256withECDSAinP1363Format");
    check.initVerify(pair.getPublic());
    check.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
    assertTrue(check.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1))));

    var base = URI.create(verifier.string("verifier"));
    for (var path : List.of("/v1/embeddings", "/v1/models", "/v1/proofs/0x00", "/")) {
      var answer = get(base.resolve(path));
      assertEquals(404, answer.statusCode(), path);
      assertTrue(answer.body().contains("this is a verifier"), answer.body());
    }
    var again = Cli.run("verifier", "--json", "--state", state()).expect(0);
    assertEquals(verifier.string("verifier"), report(again).string("verifier"));
    Cli.run("down", "--state", state()).expect(0);
    assertFalse(answers(base), "down stopped it");
  }

  @Test
  void withoutAKeyNothingIsSigned() throws Exception {
    var verifier = start();
    assertEquals(Json.of(false), verifier.required("signs"));
    var refused = post(verifier.string("verify"), "application/eat+jwt");
    assertEquals(406, refused.statusCode());
    assertTrue(refused.body().contains("no_verifier_key"), refused.body());
  }

  @Test
  void aKeyThatOthersMayReadStopsTheStartAndSaysWhatToDo() throws Exception {
    var file = Files.writeString(folder.resolve("key.pem"), "no key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    var refused = Cli.run("verifier", "--port", 0, "--state", state(), "--key-file", file);
    assertEquals(1, refused.status());
    assertTrue(refused.err().contains("chmod 600"), refused.err());
  }

  private Members start(Object... more) throws Exception {
    var arguments =
        new ArrayList<Object>(
            List.of("verifier", "--detach", "--json", "--port", 0, "--state", state()));
    arguments.addAll(List.of(more));
    return report(Cli.run(arguments.toArray()).expect(0));
  }

  private static Members report(Cli cli) throws Exception {
    return Members.of(RunningAver.parse(Bytes.utf8(cli.out())), "report");
  }

  private Path keyFile(KeyPair pair) throws IOException {
    var base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    var label = " PRIVATE KEY-----\n";
    var file = folder.resolve("verifier.pem");
    Files.writeString(file, "-----BEGIN" + label + base64 + "\n-----END" + label);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private HttpResponse<String> post(String address, String accept) throws Exception {
    var policy = folder.resolve("policy.json");
    var evidence = VECTORS.resolve("bundles/evidence-nonce.json");
    Cli.run("policy", "init", evidence, "-o", policy).expect(0);
    var question =
        Json.object()
            .put("document", RunningAver.parse(read(evidence)))
            .put("trustAnchors", Json.array(List.of(Json.of(text("anchors/software-snp.pem")))))
            .put("policy", RunningAver.parse(read(policy)))
            .put("at", AT)
            .build();
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Accept", accept)
            .POST(HttpRequest.BodyPublishers.ofString(JsonWriter.write(question))));
  }

  private static Bytes read(Path file) throws IOException {
    return Bytes.of(Files.readAllBytes(file));
  }

  private static String text(String path) throws IOException {
    return Files.readString(VECTORS.resolve(path));
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return send(HttpRequest.newBuilder(address));
  }

  private boolean answers(URI address) throws Exception {
    try {
      get(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
