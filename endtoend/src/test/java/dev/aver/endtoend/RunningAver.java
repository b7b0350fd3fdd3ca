// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Enclave and relay as {@code aver up} starts them, once for all tests of this JVM. */
final class RunningAver {
  private static final int MAX_JSON = 4 << 20;
  private static RunningAver shared;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path state;
  private final Json.Obj report;

  private RunningAver(Path state, Json.Obj report) {
    this.state = state;
    this.report = report;
  }

  static synchronized RunningAver shared() throws IOException, InterruptedException {
    if (shared == null) {
      var state = Files.createDirectories(Path.of("target/endtoend")).resolve("state");
      Cli.run("down", "--purge", "--state", state); // what an interrupted run left behind
      shared = up(state);
      Runtime.getRuntime().addShutdownHook(new Thread(shared::down));
    }
    return shared;
  }

  /** Starts both, detached, on a free port. */
  static RunningAver up(Path state) throws IOException, InterruptedException {
    return up(state, "snp");
  }

  /** The same over a software TEE of this kind. */
  static RunningAver up(Path state, String tee) throws IOException, InterruptedException {
    var up =
        Cli.run("up", "--detach", "--json", "--port", 0, "--tee", tee, "--state", state).expect(0);
    return new RunningAver(state, (Json.Obj) parse(Bytes.utf8(up.out())));
  }

  private void down() {
    try {
      Cli.run("down", "--purge", "--state", state);
    } catch (IOException | InterruptedException e) {
      System.err.println("could not stop what the test started: " + e);
    }
  }

  /** What {@code up --json} printed. */
  Json.Obj report() {
    return report;
  }

  Path state() {
    return state;
  }

  URI relay() {
    return URI.create(text("relay"));
  }

  String text(String member) {
    return ((Json.Str) report.get(member)).value();
  }

  Path path(String member) {
    return Path.of(text(member));
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(relay().resolve(path)));
  }

  HttpResponse<byte[]> post(String path, Bytes body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(relay().resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray())));
  }

  /** One embedding request in the OpenAI SDK's form. */
  HttpResponse<byte[]> embed(Json input) throws IOException, InterruptedException {
    var request = Json.object().put("model", "all-minilm-l6-v2").put("input", input).build();
    return post("/v1/embeddings", Bytes.utf8(dev.aver.attestation.json.JsonWriter.write(request)));
  }

  /** The result of the relay's verify endpoint. */
  Members verify(Json.Obj question) throws Exception {
    var answer =
        post(
            "/v1/attestation/verify",
            Bytes.utf8(dev.aver.attestation.json.JsonWriter.write(question)));
    if (answer.statusCode() != 200) {
      throw new IOException(
          answer.statusCode()
              + ": "
              + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
    }
    return Members.of(parse(Bytes.of(answer.body())), "result");
  }

  static Json parse(Bytes utf8) {
    try {
      return JsonReader.read(utf8, MAX_JSON, 64);
    } catch (dev.aver.attestation.Rejected e) {
      throw new IllegalArgumentException(e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
