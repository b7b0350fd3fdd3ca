// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Bounded requests to one relay: whatever it sends, no more than the limit is kept. */
final class RelayHttp {
  /** Above every document of the formats, and far above an answer with 2048 embeddings. */
  static final int MAX_BODY = 64 << 20;

  private final HttpClient http;
  private final URI base;
  private final Duration timeout;

  RelayHttp(HttpClient http, URI base, Duration timeout) {
    this.http = http;
    this.base = base;
    this.timeout = timeout;
  }

  /** An answer whose body has been read to its end. */
  record Answer(int status, HttpResponse<?> response, Bytes body) {
    UnexpectedAnswer unexpected() {
      return new UnexpectedAnswer(status, ErrorText.of(body).orElse(""));
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  Answer post(String path, Bytes json, String... headers) throws IOException, InterruptedException {
    var request = posting(path, json);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** As {@link #post}, with the body still to be read; the caller closes it. */
  HttpResponse<InputStream> open(String path, Bytes json) throws IOException, InterruptedException {
    return http.send(posting(path, json).timeout(timeout).build(), BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder posting(String path, Bytes json) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofByteArray(json.toArray()));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.timeout(timeout).build(), BodyHandlers.ofInputStream());
    try (InputStream stream = response.body()) {
      var bytes = stream.readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw new IOException("the answer is longer than " + MAX_BODY + " bytes");
      }
      return new Answer(response.statusCode(), response, Bytes.of(bytes));
    }
  }
}
