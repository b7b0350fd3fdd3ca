// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.receipt.Receipt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks HTTP to the enclave under test and keeps the bytes as they were on the wire. */
final class EnclaveClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;

  EnclaveClient(URI base) {
    this.base = base;
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  HttpResponse<byte[]> post(String path, String json, String... headers)
      throws IOException, InterruptedException {
    var request = request(path).header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<byte[]> embed(String json, String... headers)
      throws IOException, InterruptedException {
    return post("/v1/embeddings", json, headers);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** The body as JSON; any depth and size that an answer has. */
  static Json.Obj json(HttpResponse<byte[]> response) throws Rejected {
    return (Json.Obj) JsonReader.read(Bytes.of(response.body()), 16 << 20, 64);
  }

  static Receipt receipt(HttpResponse<byte[]> response) throws Rejected {
    return Receipt.fromHeader(response.headers().firstValue("Aver-Receipt").orElseThrow());
  }

  /** The member at the end of {@code path}; numbers in it are indexes. */
  static Json at(Json json, String... path) {
    var found = json;
    for (var step : path) {
      found =
          switch (found) {
            case Json.Obj object -> object.members().get(step);
            case Json.Arr array -> array.elements().get(Integer.parseInt(step));
            default -> throw new AssertionError("nothing below " + step);
          };
    }
    return found;
  }

  static String string(Json json, String... path) {
    return ((Json.Str) at(json, path)).value();
  }

  static long number(Json json, String... path) {
    return Long.parseLong(((Json.Num) at(json, path)).literal());
  }

  /** The {@code index}th vector of an answer in numbers. */
  static float[] vector(Json answer, int index) {
    var elements = ((Json.Arr) at(answer, "data", Integer.toString(index), "embedding")).elements();
    var vector = new float[elements.size()];
    for (var i = 0; i < vector.length; i++) {
      vector[i] = (float) Double.parseDouble(((Json.Num) elements.get(i)).literal());
    }
    return vector;
  }

  static double cosine(float[] a, float[] b) {
    var dot = 0.0;
    for (var i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return dot; // both have length 1
  }
}
