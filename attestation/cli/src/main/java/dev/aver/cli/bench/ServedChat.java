// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

import dev.aver.cli.local.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
   * Milliseconds in which 99 of 100 requests were refused while all places were taken, after as
   * many that only warmed up.
   */
  double refusalMillis(int sequences, String endless, int count)
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
      refusals(endless, count);
      var times = refusals(endless, count);
      Arrays.sort(times);
      return times[count * 99 / 100] / 1e6;
    } finally {
      for (var stream : taken) {
        stream.join().body().close(); // the client goes away
      }
    }
  }

  private long[] refusals(String request, int count) throws IOException, InterruptedException {
    var times = new long[count];
    for (var i = 0; i < count; i++) {
      var start = System.nanoTime();
      var answer = http.send(post(request), BodyHandlers.ofString());
      times[i] = System.nanoTime() - start;
      if (answer.statusCode() != BUSY || answer.headers().firstValue("Retry-After").isEmpty()) {
        throw new IOException("not refused: " + answer.statusCode());
      }
    }
    return times;
  }

  private HttpRequest post(String request) {
    return post(request, "Bearer measuring");
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
