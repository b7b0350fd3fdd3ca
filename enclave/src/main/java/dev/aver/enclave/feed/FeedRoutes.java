// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.feed;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Dispatcher;
import dev.aver.enclave.api.RequestBody;
import dev.aver.enclave.attester.AttestedFacts;
import dev.aver.enclave.attester.Evidence;
import dev.aver.enclave.identity.Identity;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.scheduling.Intake;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the relay asks for: entries in order, confirmations, checkpoints, evidence. All of it is
 * public or an index, so these paths need no secret, only not to be forwarded to strangers, who
 * could confirm what is not stored.
 */
public final class FeedRoutes {
  /** Entries of one answer. */
  private static final int PAGE = 1 << 16;

  /** An entry waits so long for others: a relay that polls costs the same at any load. */
  private static final long LINGER_MILLIS = 100;

  /** With so many entries nobody lingers. */
  private static final int PLENTY = 1024;

  private static final long MOST_WAIT_MILLIS = 30_000;
  private static final int MOST_WAITING = 64;
  private static final int CONFIRMATION_BYTES = 1024;

  private final Intake intake = new Intake(RequestBody.LIMIT);

  private final Vertx vertx;
  private final Identity identity;
  private final EntryLog log;
  private final LatestValue<Long> sizes;
  private final LatestValue<PublishedCheckpoint> checkpoints;
  private final LatestValue<AttestedFacts> attested;
  private final Evidence evidence;

  /**
   * Serves these.
   *
   * @param sizes told of the log's size after each append
   */
  public FeedRoutes(
      Vertx vertx,
      Identity identity,
      EntryLog log,
      LatestValue<Long> sizes,
      LatestValue<PublishedCheckpoint> checkpoints,
      LatestValue<AttestedFacts> attested,
      Evidence evidence) {
    this.vertx = vertx;
    this.identity = identity;
    this.log = log;
    this.sizes = sizes;
    this.checkpoints = checkpoints;
    this.attested = attested;
    this.evidence = evidence;
  }

  /** Puts them on the map. */
  public void enter(Dispatcher dispatcher) {
    dispatcher
        .on(HttpMethod.GET, "/internal/v1/entries", this::entries)
        .on(HttpMethod.POST, "/internal/v1/confirmations", this::confirmations)
        .on(HttpMethod.GET, "/internal/v1/checkpoint", this::checkpoint)
        .on(HttpMethod.GET, "/internal/v1/evidence", this::evidence)
        .on(HttpMethod.GET, "/internal/v1/keyset", this::keyset);
  }

  private void entries(HttpServerRequest request) {
    var from = number(request, "from", Members.MAX_INTEGER);
    var wait = number(request, "wait", MOST_WAIT_MILLIS);
    if (from < 0 || wait < 0) {
      refuse(request, 400, "invalid_value", "`from` and `wait` are integers from 0 on.");
      return;
    }
    var size = log.size();
    if (from < log.durable()) {
      refuse(request, 410, "entries_forgotten", "Confirmed entries are the relay's.");
    } else if (from > size) {
      refuse(request, 409, "other_log", "This log is shorter.");
    } else if (wait == 0 || size - from >= PLENTY) {
      page(request, from);
    } else {
      var linger = Math.min(wait, LINGER_MILLIS);
      vertx.setTimer(linger, _ -> pageOrWait(request, from, wait - linger));
    }
  }

  private void pageOrWait(HttpServerRequest request, long from, long wait) {
    if (wait <= 0 || log.size() > from) {
      page(request, from);
    } else {
      await(
          request,
          sizes,
          _ -> log.size() > from, // of two appends at once the later one may be told first
          wait,
          size -> () -> page(request, from),
          () -> page(request, from));
    }
  }

  private void page(HttpServerRequest request, long from) {
    try {
      var page = log.read(from, PAGE);
      named(request)
          .putHeader("Content-Type", "application/octet-stream")
          .putHeader("Aver-From", Long.toString(page.from()))
          .putHeader("Aver-Size", Long.toString(page.size()))
          .putHeader("Aver-Durable", Long.toString(page.durable()))
          .end(Buffer.buffer(page.bytes().toArray()));
    } catch (IndexOutOfBoundsException e) {
      refuse(request, 410, "entries_forgotten", "Confirmed entries are the relay's.");
    }
  }

  private void confirmations(HttpServerRequest request) {
    RequestBody.read(
        request,
        vertx,
        MOST_WAIT_MILLIS,
        intake,
        body -> confirm(request, body),
        refusal -> Answer.refused(refusal).send(request));
  }

  private void confirm(HttpServerRequest request, Bytes body) {
    try {
      var members = Members.of(JsonReader.document(body, CONFIRMATION_BYTES), "confirmation");
      var enclave = members.digest("enclave");
      var durable = members.integer("durable", 0, Members.MAX_INTEGER);
      members.end();
      if (!enclave.equals(identity.enclave())) {
        refuse(request, 409, "other_enclave", "This is enclave " + identity.enclave() + ".");
        return;
      }
      log.confirm(durable);
      named(request).setStatusCode(204).end();
    } catch (Rejected e) {
      refuse(request, 400, "invalid_confirmation", e.detail());
    } catch (IndexOutOfBoundsException e) {
      refuse(request, 409, "other_log", "This log is shorter.");
    }
  }

  private void checkpoint(HttpServerRequest request) {
    newer(
        request,
        checkpoints,
        PublishedCheckpoint::issuedAt,
        checkpoint -> Bytes.utf8(JsonWriter.write(checkpoint.toJson())));
  }

  private void evidence(HttpServerRequest request) {
    newer(
        request,
        attested,
        report -> report.checkpoint().map(checkpoint -> checkpoint.issuedAt()).orElse(-1L),
        evidence::newest);
  }

  private void keyset(HttpServerRequest request) {
    json(request, Bytes.utf8(JsonWriter.write(identity.keyset().toJson())));
  }

  /** The newest value issued after {@code after}; 204 if there is none within {@code wait} ms. */
  private <T> void newer(
      HttpServerRequest request,
      LatestValue<T> values,
      Function<T, Long> issuedAt,
      Function<T, Bytes> bytes) {
    var after = number(request, "after", Members.MAX_INTEGER);
    var wait = number(request, "wait", MOST_WAIT_MILLIS);
    if (after < 0 || wait < 0) {
      refuse(request, 400, "invalid_value", "`after` and `wait` are integers from 0 on.");
      return;
    }
    await(
        request,
        values,
        value -> issuedAt.apply(value) > after,
        wait,
        value -> () -> json(request, bytes.apply(value)),
        () -> named(request).setStatusCode(204).end());
  }

  private <T> void await(
      HttpServerRequest request,
      LatestValue<T> values,
      Predicate<T> wanted,
      long wait,
      Function<T, Runnable> then,
      Runnable inVain) {
    if (values.waiting() >= MOST_WAITING) {
      refuse(request, 503, "overloaded", "Too many wait here.");
      return;
    }
    var loop = vertx.getOrCreateContext();
    var waiter = values.await(wanted, value -> loop.runOnContext(_ -> then.apply(value).run()));
    if (wait == 0) {
      if (waiter.cancel()) {
        inVain.run();
      }
      return;
    }
    var timer =
        vertx.setTimer(
            wait,
            _ -> {
              if (waiter.cancel()) {
                inVain.run();
              }
            });
    request.response().endHandler(_ -> vertx.cancelTimer(timer));
    request
        .response()
        .closeHandler(
            _ -> {
              waiter.cancel();
              vertx.cancelTimer(timer);
            });
  }

  private void json(HttpServerRequest request, Bytes body) {
    named(request).putHeader("Content-Type", "application/json").end(Buffer.buffer(body.toArray()));
  }

  private io.vertx.core.http.HttpServerResponse named(HttpServerRequest request) {
    return request.response().putHeader("Aver-Enclave", identity.enclave().toString());
  }

  private static void refuse(HttpServerRequest request, int status, String code, String message) {
    Answer.refused(Refusal.of(status, code, message)).send(request);
  }

  /** A query parameter from 0 to {@code most}, 0 if it is absent, −1 if it is anything else. */
  private static long number(HttpServerRequest request, String name, long most) {
    var values = request.params().getAll(name);
    if (values.isEmpty()) {
      return 0;
    }
    if (values.size() > 1 || !values.getFirst().matches("[0-9]{1,16}")) {
      return -1;
    }
    var value = Long.parseLong(values.getFirst());
    return value > most ? -1 : value;
  }
}
