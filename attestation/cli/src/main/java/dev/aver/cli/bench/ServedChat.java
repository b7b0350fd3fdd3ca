// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.cli.local.RunningService;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The chat model behind the enclave's own door: streams with receipts, as clients read them. */
final class ServedChat {
  /** What the enclave lets wait beyond what it writes. */
  private static final int WAITING = 64;

  private static final int OK = 200;
  private static final int BUSY = 429;

  private final HttpClient http;
  private final URI address;
  private final RunningService enclave;

  ServedChat(HttpClient http, RunningService enclave) {
    this.http = http;
    this.enclave = enclave;
    this.address = enclave.service().api().resolve("/v1/chat/completions");
  }

  /** Wall and CPU nanoseconds of so many streams at once, each read to its end. */
  long[] chats(int count, String request) throws IOException {
    var java = ServedModel.java(enclave);
    var cpu = ServedModel.cpu(java);
    var wall = System.nanoTime();
    var streams = new ArrayList<CompletableFuture<HttpResponse<Stream<String>>>>();
    for (var i = 0; i < count; i++) {
      streams.add(http.sendAsync(post(request), BodyHandlers.ofLines()));
    }
    for (var stream : streams) {
      var lines = stream.join().body().toList();
      if (!lines.contains("data: [DONE]")
          || lines.stream().noneMatch(line -> line.startsWith(": aver-receipt "))) {
        throw new IOException("no receipted stream: " + lines);
      }
    }
    return new long[] {System.nanoTime() - wall, ServedModel.cpu(java) - cpu};
  }

  /**
   * Milliseconds in which 99 of 100 requests were refused while all places were taken.
   *
   * @param cold of the first ones, while the enclave's code is still being compiled
   * @param warm of as many that followed
   */
  record Refusals(double cold, double warm) {}

  /** Takes all places, and asks twice {@code count} times. */
  Refusals refusals(int sequences, String endless, int count)
      throws IOException, InterruptedException {
    List<CompletableFuture<HttpResponse<java.io.InputStream>>> taken = new ArrayList<>();
    try {
      for (var i = 0; i < sequences + WAITING; i++) {
        var stream = http.sendAsync(post(endless, "Bearer " + i % 2), BodyHandlers.ofInputStream());
        taken.add(stream);
        if (stream.join().statusCode() != OK) { // its headers: it has a place
          throw new IOException("no place: " + stream.join().statusCode());
        }
      }
      var cold = refused(endless, count);
      return new Refusals(cold, refused(endless, count));
    } finally {
      for (var stream : taken) {
        stream.join().body().close(); // the client goes away
      }
    }
  }

  /** Over one connection and without a client's machinery, which would be measured, too. */
  private double refused(String request, int count) throws IOException {
    var head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer measuring\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(address.getPath(), address.getAuthority(), request.length());
    var times = new long[count];
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      var message = (head + request).getBytes(StandardCharsets.US_ASCII);
      for (var i = 0; i < count; i++) {
        var start = System.nanoTime();
        socket.getOutputStream().write(message);
        readRefusal(in);
        times[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(times);
    return times[count * 99 / 100] / 1e6;
  }

  /** Reads one answer, which has to be the refusal. */
  private static void readRefusal(InputStream in) throws IOException {
    var status = line(in);
    var length = 0;
    var retry = false;
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var header = line.toLowerCase(Locale.ROOT);
      retry |= header.startsWith("retry-after:");
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    if (!status.startsWith("HTTP/1.1 " + BUSY) || !retry) {
      throw new IOException("not refused: " + status);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the enclave hung up");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  private HttpRequest post(String request) {
    return post(request, "Bearer writing");
  }

  /** With credentials: one tenant alone does not get every place. */
  private HttpRequest post(String request, String credentials) {
    return HttpRequest.newBuilder(address)
        .header("content-type", "application/json")
        .header("authorization", credentials)
        .POST(BodyPublishers.ofString(request))
        .build();
  }
}
