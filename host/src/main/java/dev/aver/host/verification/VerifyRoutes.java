// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.PerformedBy;
import dev.aver.host.config.RelayConfig;
import dev.aver.host.relay.ApiError;
import dev.aver.host.relay.BoundedBody;
import dev.aver.host.relay.Exchanges;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/**
 * {@code POST /v1/attestation/verify}: runs the library's verifier for whoever has none at hand.
 * The result says {@code performedBy relay}, because it is worth what this machine is worth:
 * nothing to whoever does not trust it. Rejected is an answer (200); only what is not JSON is a bad
 * request.
 */
@ApplicationScoped
public class VerifyRoutes {
  private static final String PATH = "/v1/attestation/verify";
  private static final ApiError NOT_JSON =
      new ApiError(400, "invalid_json", "the body is not JSON", 0);
  private static final ApiError BUSY =
      new ApiError(503, "overloaded", "too many verifications wait already", 1);

  private final VerificationPool pool;
  private final InstantSource clock;
  private final Exchanges exchanges;
  private final long timeoutMillis;

  VerifyRoutes(
      VerificationPool pool, InstantSource clock, Exchanges exchanges, RelayConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.exchanges = exchanges;
    this.timeoutMillis = config.relay().uploadTimeout().toMillis();
  }

  void routes(@Observes Router router) {
    router.post(PATH).handler(this::receive);
    router
        .route(PATH)
        .handler(context -> ApiError.METHOD_NOT_ALLOWED.sendAllowing(context.response(), "POST"));
  }

  private void receive(RoutingContext context) {
    exchanges.count(context, "verify");
    BoundedBody.read(
        context, VerifyRequest.MAX_BODY, timeoutMillis, body -> enqueue(context, body));
  }

  private void enqueue(RoutingContext context, byte[] body) {
    var loop = context.vertx().getOrCreateContext();
    if (!pool.submit(() -> verify(context, loop, body))) {
      BUSY.send(context.response());
    }
  }

  private void verify(RoutingContext context, Context loop, byte[] body) {
    if (!JsonSyntax.holds(body)) {
      loop.runOnContext(done -> NOT_JSON.send(context.response()));
      return;
    }
    var text = JsonWriter.write(verify(Bytes.of(body)).toJson());
    loop.runOnContext(
        done ->
            context
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(text));
  }

  private AttestationResult verify(Bytes body) {
    var defaults = Verification.at(clock.millis(), PerformedBy.RELAY);
    try {
      return VerifyRequest.of(body, defaults).verify();
    } catch (Rejected unreadable) {
      return UnreadableRequest.result(unreadable, defaults);
    }
  }
}
