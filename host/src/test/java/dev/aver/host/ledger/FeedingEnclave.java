// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.FactTree;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.facts.TravellingFact;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.log.CompactRange;
import dev.aver.attestation.log.SignedCheckpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The far side of the feed with a real keyset, real signatures and a real compact range; what it
 * says is set by the test, true or not. The enclave itself meets the relay in the end-to-end test.
 */
final class FeedingEnclave implements AutoCloseable {
  private final HttpServer server;

  // All of these are guarded by this.
  private TestEnclave enclave;
  private final List<Digest> entries = new ArrayList<>();
  private long durable;
  private long tick;
  private @Nullable SignedCheckpoint checkpoint;
  private Json.@Nullable Obj evidence;
  private long evidenceAt = -1;
  private @Nullable UnaryOperator<Bytes> hardware;
  private @Nullable TestEnclave bornBeforeEvidence;
  private boolean gone;

  FeedingEnclave(TestEnclave enclave) throws IOException {
    this.enclave = enclave;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Hangs up on everybody, those who wait included, or answers again. It keeps its port. */
  synchronized void hangUp(boolean from) {
    gone = from;
    notifyAll();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on evidence has a report of this machine, and leaves endorsements to the relay. */
  synchronized void over(UnaryOperator<Bytes> machine) {
    hardware = machine;
  }

  /** Another boot behind the same address. */
  synchronized void reboot(TestEnclave next) {
    enclave = next;
    entries.clear();
    durable = 0;
    checkpoint = null;
    evidence = null;
    evidenceAt = -1;
    notifyAll();
  }

  /** The next boot happens just before evidence for a nonce is given. */
  synchronized void rebootBeforeEvidence(TestEnclave next) {
    bornBeforeEvidence = next;
  }

  synchronized void add(List<Digest> more) {
    entries.addAll(more);
    notifyAll();
  }

  /** Signs the head over what has been confirmed. */
  synchronized SignedCheckpoint sign() {
    var range = CompactRange.empty();
    entries.subList(0, (int) durable).forEach(range::append);
    return say(enclave.checkpoint(durable, range.root(), ++tick));
  }

  /** Says this, true or not. */
  synchronized SignedCheckpoint say(SignedCheckpoint said) {
    checkpoint = said;
    notifyAll();
    return said;
  }

  /** A report attests this head. */
  synchronized void attest(long size, Digest root, long issuedAt) {
    evidence = evidence(List.of(new Fact.Checkpoint(size, root, issuedAt)));
    evidenceAt = issuedAt;
    notifyAll();
  }

  /** Waits until the relay has confirmed this many entries. */
  synchronized void awaitDurable(long entries) throws InterruptedException {
    while (durable < entries) {
      wait(20_000);
    }
  }

  synchronized long durable() {
    return durable;
  }

  /** Members that the relay does not look at are left empty here. */
  private Json.Obj evidence(List<? extends Fact> said) {
    var tree = FactTree.of(enclave.keyset().enclave(), said);
    var facts = new ArrayList<TravellingFact>();
    for (var i = 0; i < said.size(); i++) {
      facts.add(tree.travelling(i));
    }
    var json =
        Json.object()
            .put("type", "aver/evidence/v1")
            .put("tee", "software-snp")
            .put("keyset", enclave.keyset().toJson())
            .put("facts", Facts.toJson(facts));
    if (hardware != null) {
      json.put("report", hardware.apply(tree.reportData()).base64Url())
          .put("endorsements", Json.object().build());
    }
    return json.build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (isGone()) {
        return; // no byte of an answer
      }
      var path = exchange.getRequestURI().getPath();
      switch (path) {
        case "/internal/v1/keyset" -> send(exchange, 200, text(enclave().keyset().toJson()));
        case "/internal/v1/entries" -> entries(exchange);
        case "/internal/v1/confirmations" -> confirm(exchange);
        case "/internal/v1/checkpoint" -> newer(exchange, false);
        case "/internal/v1/evidence" -> newer(exchange, true);
        case "/v1/attestation" -> send(exchange, 200, text(named(query(exchange, "nonce"))));
        default -> send(exchange, 404, Bytes.EMPTY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (dev.aver.attestation.Rejected e) {
      send(exchange, 400, Bytes.EMPTY);
    }
  }

  private synchronized boolean isGone() {
    return gone;
  }

  private synchronized TestEnclave enclave() {
    return enclave;
  }

  private synchronized Json.Obj named(String nonce) throws dev.aver.attestation.Rejected {
    if (bornBeforeEvidence != null) {
      reboot(bornBeforeEvidence);
      bornBeforeEvidence = null;
    }
    return evidence(
        List.of(
            new Fact.Checkpoint(0, CompactRange.empty().root(), TestEnclave.BORN * 1000),
            new Fact.Nonce(Digest.parse(nonce))));
  }

  private void entries(HttpExchange exchange) throws IOException, InterruptedException {
    var from = Integer.parseInt(query(exchange, "from"));
    Bytes page;
    synchronized (this) {
      var asked = enclave;
      if (from > entries.size() || from < durable) {
        send(exchange, from < durable ? 410 : 409, Bytes.EMPTY);
        return;
      }
      awaitNews(exchange, () -> entries.size() > from || !enclave.equals(asked));
      var known = entries.subList(Math.min(from, entries.size()), entries.size());
      page = Bytes.concat(known.stream().map(Digest::bytes).toArray(Bytes[]::new));
      exchange.getResponseHeaders().set("Aver-Durable", Long.toString(durable));
    }
    send(exchange, 200, page);
  }

  private void confirm(HttpExchange exchange) throws IOException, dev.aver.attestation.Rejected {
    var body = Bytes.of(exchange.getRequestBody().readAllBytes());
    var members = Members.of(JsonReader.document(body, 1000), "confirmation");
    synchronized (this) {
      var same = members.digest("enclave").equals(enclave.keyset().enclave());
      if (same) {
        durable = Math.max(durable, members.integer("durable", 0, entries.size()));
        notifyAll();
      }
      send(exchange, same ? 204 : 409, Bytes.EMPTY);
    }
  }

  private void newer(HttpExchange exchange, boolean attested)
      throws IOException, InterruptedException {
    var after = Long.parseLong(query(exchange, "after"));
    Json.@Nullable Obj said;
    synchronized (this) {
      awaitNews(exchange, () -> issuedAt(attested) > after);
      said = issuedAt(attested) > after ? said(attested) : null;
    }
    send(exchange, said == null ? 204 : 200, said == null ? Bytes.EMPTY : text(said));
  }

  private long issuedAt(boolean attested) {
    return attested ? evidenceAt : checkpoint == null ? -1 : checkpoint.issuedAt();
  }

  private Json.@Nullable Obj said(boolean attested) {
    return attested ? evidence : checkpoint == null ? null : checkpoint.toJson();
  }

  private void awaitNews(HttpExchange exchange, java.util.function.BooleanSupplier news)
      throws InterruptedException {
    var until = System.nanoTime() + Long.parseLong(query(exchange, "wait")) * 1_000_000;
    while (!news.getAsBoolean() && !gone && until > System.nanoTime()) {
      wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
    }
  }

  private static String query(HttpExchange exchange, String name) {
    for (var part : exchange.getRequestURI().getQuery().split("&", -1)) {
      if (part.startsWith(name + "=")) {
        return part.substring(name.length() + 1);
      }
    }
    throw new IllegalArgumentException(name);
  }

  private void send(HttpExchange exchange, int status, Bytes body) throws IOException {
    if (isGone()) {
      return;
    }
    exchange.getResponseHeaders().set("Aver-Enclave", enclave().keyset().enclave().toString());
    exchange.sendResponseHeaders(status, body.size() == 0 ? -1 : body.size());
    if (body.size() > 0) {
      exchange.getResponseBody().write(body.toArray());
    }
  }

  private static Bytes text(Json json) {
    return Bytes.utf8(JsonWriter.write(json));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
