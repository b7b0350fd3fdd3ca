// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.host.config.RelayConfig;
import dev.aver.host.enclaves.EnclaveFeed;
import dev.aver.host.relay.ApiError;
import dev.aver.host.relay.Exchanges;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * {@code GET /v1/attestation} where the relay keeps endorsements: the enclave's answer with what it
 * lacks. Elsewhere the path is forwarded like all others, byte for byte.
 */
@ApplicationScoped
public class EvidenceRoute {
  private static final String PATH = "/v1/attestation";
  static final int MAX_EVIDENCE = 1 << 20;
  private static final int MOST = 256;
  private static final int OK = 200;
  private static final List<String> PASSED =
      List.of(
          "Content-Type",
          "Cache-Control",
          "Retry-After",
          "Vary",
          "Access-Control-Allow-Origin",
          "Access-Control-Expose-Headers");
  private static final Logger LOG = Logger.getLogger(EvidenceRoute.class);
  private static final ApiError INCOMPLETE =
      new ApiError(
          503, "evidence_unavailable", "endorsements of the hardware are being fetched", 10);
  private static final ApiError BUSY =
      new ApiError(503, "overloaded", "too many callers wait for evidence already", 1);

  private final Completion completion;
  private final Exchanges exchanges;
  private final Duration patience;
  private final EnclaveFeed enclave;
  private final Thread ahead;
  private final Semaphore room = new Semaphore(MOST);

  EvidenceRoute(Completion completion, Exchanges exchanges, RelayConfig config) {
    this.completion = completion;
    this.exchanges = exchanges;
    this.patience = config.endorsements().patience();
    this.enclave = new EnclaveFeed(config.enclave().url());
    var fetching = new Ahead(enclave, completion, new SystemTime(InstantSource.system()));
    this.ahead = Thread.ofVirtual().name("endorse ahead").unstarted(fetching);
  }

  void routes(@Observes Router router) {
    if (completion.isOn()) {
      router.get(PATH).handler(this::receive);
    }
  }

  void start(@Observes StartupEvent start) {
    if (completion.isOn()) {
      ahead.start();
    }
  }

  void stop(@Observes ShutdownEvent shutdown) {
    ahead.interrupt();
    enclave.close();
  }

  private void receive(RoutingContext context) {
    exchanges.count(context, "attestation");
    if (!room.tryAcquire()) {
      BUSY.send(context.response());
      return;
    }
    var loop = context.vertx().getOrCreateContext();
    Thread.ofVirtual()
        .name("evidence")
        .start(
            () -> {
              try {
                var reply = reply(Optional.ofNullable(context.request().query()));
                loop.runOnContext(done -> reply.send(context.response()));
              } finally {
                room.release();
              }
            });
  }

  /** What goes back to the caller. */
  private interface Reply {
    void send(HttpServerResponse response);
  }

  private Reply reply(Optional<String> query) {
    try {
      var answer = enclave.attestation(query);
      return answer.statusCode() == OK ? completed(answer) : passed(answer, answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ApiError.ENCLAVE_UNAVAILABLE::send;
    } catch (HttpTimeoutException e) {
      return ApiError.ENCLAVE_TIMEOUT::send;
    } catch (IOException e) {
      return ApiError.ENCLAVE_UNAVAILABLE::send;
    }
  }

  /** Fetching goes on when the caller has waited long enough: the next one has it sooner. */
  private Reply completed(HttpResponse<byte[]> answer) throws InterruptedException {
    var complete = new CompletableFuture<byte[]>();
    Thread.ofVirtual().name("endorse").start(() -> complete(answer.body(), complete));
    try {
      return passed(answer, complete.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return INCOMPLETE::send;
    } catch (ExecutionException e) {
      LOG.debugf("evidence without endorsements: %s", e.getMessage());
      return INCOMPLETE::send;
    }
  }

  private void complete(byte[] body, CompletableFuture<byte[]> complete) {
    try {
      var evidence = JsonReader.document(Bytes.of(body), MAX_EVIDENCE);
      var whole = completion.complete(evidence);
      complete.complete(
          whole.equals(evidence) ? body : Bytes.utf8(JsonWriter.write(whole)).toArray());
    } catch (Rejected | Unavailable | RuntimeException e) {
      complete.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      complete.completeExceptionally(e);
    }
  }

  private static Reply passed(HttpResponse<byte[]> answer, byte[] body) {
    return response -> {
      response.setStatusCode(answer.statusCode());
      for (var name : PASSED) {
        answer.headers().allValues(name).forEach(value -> response.headers().add(name, value));
      }
      response.end(Buffer.buffer(body));
    };
  }
}
