// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.host.endorsements.Unavailable.Why;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches from the hosts on a list and from no other: without following anybody elsewhere, within a
 * size, within a time that includes the last byte, and at each host's pace. Nothing that it answers
 * has been checked.
 */
final class VendorHttp implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int REDIRECT = 3;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Set<String> hosts;
  private final Duration timeout;
  private final int maxSize;
  private final Map<String, Pace> paces;
  private final Time time;
  private final HttpClient client;

  /**
   * May fetch from these.
   *
   * @param hosts by name, as URLs spell them
   * @param timeout for one request, from the first byte sent to the last received
   * @param maxSize of a body in bytes
   * @param paced a host with a pause of its own; all others may be asked at once
   */
  VendorHttp(
      Set<String> hosts, Duration timeout, int maxSize, Map<String, Duration> paced, Time time) {
    this.hosts = Set.copyOf(hosts);
    this.timeout = timeout;
    this.maxSize = maxSize;
    this.time = time;
    this.paces = new ConcurrentHashMap<>();
    paced.forEach((host, pause) -> paces.put(host, new Pace(pause.toMillis())));
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** An answer of status 200. */
  record Fetched(Bytes body, Map<String, String> headers) {
    /** A header by its name in lower case. */
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /** Waits for the host's turn, asks and takes everything in. */
  Fetched get(URI uri) throws Unavailable, InterruptedException {
    var host = allowed(uri);
    var pace = paces.computeIfAbsent(host, unknown -> new Pace(0));
    var wait = pace.turn(time.millis());
    if (wait > 0) {
      time.pause(wait);
    }
    try {
      var fetched = accepted(uri, send(uri), pace);
      pace.succeeded();
      return fetched;
    } catch (Unavailable e) {
      if (e.why() != Why.THROTTLED) {
        pace.failed(time.millis());
      }
      throw e;
    }
  }

  /** Plain HTTP is for a stand-in on this machine. */
  private String allowed(URI uri) throws Unavailable {
    var host = uri.getHost();
    if (host == null || !hosts.contains(host)) {
      throw new Unavailable(Why.HOST_NOT_ALLOWED, host + " is not in aver.endorsements.hosts");
    }
    if (!"https".equals(uri.getScheme()) && !LOOPBACK.contains(host)) {
      throw new Unavailable(Why.HOST_NOT_ALLOWED, "only over TLS: " + host);
    }
    return host;
  }

  private HttpResponse<byte[]> send(URI uri) throws Unavailable, InterruptedException {
    var request = HttpRequest.newBuilder(uri).timeout(timeout).GET().build();
    var answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxSize));
    try {
      // The request's own time-out ends with the headers.
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new Unavailable(Why.TIMED_OUT, uri.getHost() + " after " + timeout);
    } catch (ExecutionException e) {
      throw failed(uri, e);
    }
  }

  private Unavailable failed(URI uri, ExecutionException failure) {
    var cause = failure.getCause() == null ? failure : failure.getCause();
    var text = String.valueOf(cause.getMessage());
    if (cause instanceof HttpTimeoutException) {
      return new Unavailable(Why.TIMED_OUT, uri.getHost() + ": " + text);
    }
    if (cause instanceof IOException && text.contains("exceeds capacity")) {
      return new Unavailable(Why.TOO_LARGE, "more than " + maxSize + " bytes");
    }
    return new Unavailable(Why.UNREACHABLE, uri.getHost() + ": " + text);
  }

  private Fetched accepted(URI uri, HttpResponse<byte[]> answer, Pace pace) throws Unavailable {
    var status = answer.statusCode();
    if (status == TOO_MANY || status == UNAVAILABLE) {
      pace.asked(time.millis(), retryAfterMillis(answer));
      throw new Unavailable(Why.THROTTLED, uri.getHost() + " answered " + status);
    }
    if (status == NOT_FOUND) {
      throw new Unavailable(Why.NOT_FOUND, uri.getPath());
    }
    if (status / 100 == REDIRECT) {
      throw new Unavailable(Why.REDIRECTED, uri.getHost() + " answered " + status);
    }
    if (status != OK) {
      throw new Unavailable(Why.REFUSED, uri.getHost() + " answered " + status);
    }
    var headers = new ConcurrentHashMap<String, String>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new Fetched(Bytes.of(answer.body()), headers);
  }

  /** Seconds alone: a date would rest on the service's clock. */
  private static long retryAfterMillis(HttpResponse<?> answer) {
    var text = answer.headers().firstValue("Retry-After").orElse("");
    return text.matches("[0-9]{1,6}") ? 1000 * Long.parseLong(text) : 0;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
