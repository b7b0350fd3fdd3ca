// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A file from a URL. What has arrived stays in the {@code .part} file, and the next try asks for
 * the rest only; never more than the catalogue's size is written.
 */
final class HttpSource {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private HttpSource() {}

  /** Completes {@code part}, whose digest is still to be checked. */
  static void fetch(URI url, Path part, long size, ProgressBar bar)
      throws IOException, InterruptedException {
    var have = Files.exists(part) ? Files.size(part) : 0;
    if (have == size) {
      return;
    }
    try (var http =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      var response = ask(http, url, have);
      if (response.statusCode() == RANGE_NOT_SATISFIABLE) {
        response.body().close();
        Files.delete(part);
        have = 0;
        response = ask(http, url, 0);
      }
      try (var body = response.body()) {
        append(response, body, part, have, size, bar);
      }
    }
  }

  private static HttpResponse<InputStream> ask(HttpClient http, URI url, long from)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(2));
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    return http.send(request.build(), BodyHandlers.ofInputStream());
  }

  private static void append(
      HttpResponse<InputStream> response,
      InputStream body,
      Path part,
      long have,
      long size,
      ProgressBar bar)
      throws IOException {
    var continues = response.statusCode() == PARTIAL && startsAt(response, have);
    if (!continues && response.statusCode() != OK) {
      throw new IOException("status " + response.statusCode());
    }
    var written = continues ? have : 0;
    bar.advance(written);
    var how = continues ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (var out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      var chunk = new byte[1 << 16];
      for (var n = body.read(chunk); n >= 0; n = body.read(chunk)) {
        written += n;
        if (written > size) {
          throw new IOException("more than " + size + " bytes");
        }
        out.write(chunk, 0, n);
        bar.advance(n);
      }
    }
    if (written < size) {
      throw new IOException("ended after " + written + " of " + size + " bytes");
    }
  }

  private static boolean startsAt(HttpResponse<?> response, long have) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + have + "-"))
        .isPresent();
  }
}
