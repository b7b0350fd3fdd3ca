// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.software.service.Behaviour.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The HTTP server, on loopback. Under {@code /control/} it is told how to answer and says what it
 * was asked:
 *
 * <ul>
 *   <li>{@code /control/behaviour?path=PREFIX&is=KIND} with {@code amount}, {@code target} and
 *       {@code times} (default: for good); the longest prefix of a path decides
 *   <li>{@code /control/requests}: one line each, milliseconds and path with query
 * </ul>
 */
public final class VendorServices implements AutoCloseable {
  private static final int GARBAGE = 400;
  private static final long DRIP_MILLIS = 100;

  private final HttpServer server;
  private final AmdPaths amd;
  private final IntelPaths intel;
  private final Control control;

  private VendorServices(HttpServer server, Path directory, Clock clock, SecureRandom random) {
    this.server = server;
    this.amd = new AmdPaths(directory, clock, random);
    this.intel = new IntelPaths(directory, clock);
    this.control = new Control(clock);
  }

  /** Serves what the machines in {@code directory} need; port 0 is any free one. */
  public static VendorServices start(Path directory, int port, Clock clock, SecureRandom random)
      throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var server = HttpServer.create(address, 0);
    var services = new VendorServices(server, directory, clock, random);
    server.createContext("/", services::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return services;
  }

  /** The port in use. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      if (uri.getPath().startsWith("/control/")) {
        send(exchange, control.answer(Question.of(uri)));
        return;
      }
      var behaviour = control.asked(uri);
      behave(exchange, behaviour, answer(Question.of(uri), behaviour.kind()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(Question question, Kind behaviour) throws IOException {
    return switch (question.path().getFirst()) {
      case "vcek", "vlek" -> amd.answer(question, behaviour);
      default -> intel.answer(question, behaviour);
    };
  }

  private static void behave(HttpExchange exchange, Behaviour behaviour, Answer good)
      throws IOException, InterruptedException {
    switch (behaviour.kind()) {
      case NOT_FOUND -> send(exchange, Answer.refused(404));
      case ERROR -> send(exchange, Answer.refused(500));
      case THROTTLED ->
          send(
              exchange, Answer.refused(429).with("Retry-After", Long.toString(behaviour.amount())));
      case REDIRECT -> send(exchange, Answer.refused(302).with("Location", behaviour.target()));
      case GARBAGE ->
          send(exchange, new Answer(200, Bytes.utf8("?".repeat(GARBAGE)), good.headers()));
      case LATE -> {
        Thread.sleep(behaviour.amount());
        send(exchange, good);
      }
      case SLOW -> drip(exchange, good);
      case OVERSIZED -> flood(exchange, good, behaviour.amount());
      case CUT -> cut(exchange, good);
      case GOOD, EXPIRED, FOREIGN -> send(exchange, good);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    headers(exchange, answer.headers());
    exchange.sendResponseHeaders(
        answer.status(), answer.body().size() == 0 ? -1 : answer.body().size());
    if (answer.body().size() > 0) {
      exchange.getResponseBody().write(answer.body().toArray());
    }
  }

  private static void headers(HttpExchange exchange, Map<String, String> headers) {
    headers.forEach(exchange.getResponseHeaders()::set);
  }

  private static void drip(HttpExchange exchange, Answer good)
      throws IOException, InterruptedException {
    headers(exchange, good.headers());
    exchange.sendResponseHeaders(200, good.body().size());
    for (var value : good.body().toArray()) {
      exchange.getResponseBody().write(value);
      exchange.getResponseBody().flush();
      Thread.sleep(DRIP_MILLIS);
    }
  }

  private static void flood(HttpExchange exchange, Answer good, long size) throws IOException {
    headers(exchange, good.headers());
    exchange.sendResponseHeaders(200, 0);
    var chunk = new byte[8192];
    for (var sent = 0L; sent < size; sent += chunk.length) {
      exchange.getResponseBody().write(chunk);
    }
  }

  private static void cut(HttpExchange exchange, Answer good) throws IOException {
    headers(exchange, good.headers());
    exchange.sendResponseHeaders(200, good.body().size());
    exchange.getResponseBody().write(good.body().toArray(), 0, good.body().size() / 2);
    exchange.getResponseBody().flush();
  }
}
