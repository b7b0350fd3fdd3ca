// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.ear.Ear;
import dev.aver.attestation.json.Json;
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
 * The result says who performed it, because it is worth what this machine is worth: nothing to
 * whoever does not trust it. Rejected is an answer (200); only what is not JSON is a bad request.
 *
 * <p>With a verifier key the same result is also given as a signed EAR, and {@code GET
 * /v1/attestation/verifier-key} gives the public half. Without one there is no token: never an
 * unsigned one.
 */
@ApplicationScoped
public class VerifyRoutes {
  static final String PATH = "/v1/attestation/verify";
  static final String KEY_PATH = "/v1/attestation/verifier-key";

  private static final ApiError NOT_JSON =
      new ApiError(400, "invalid_json", "the body is not JSON", 0);
  private static final ApiError BUSY =
      new ApiError(503, "overloaded", "too many verifications wait already", 1);
  private static final ApiError NO_TOKEN =
      new ApiError(
          406, "no_verifier_key", "no verifier key is configured: there is JSON, no token", 0);
  private static final ApiError NO_KEY =
      new ApiError(404, "no_verifier_key", "no verifier key is configured", 0);

  private final VerificationPool pool;
  private final InstantSource clock;
  private final Exchanges exchanges;
  private final VerifierKey key;
  private final PerformedBy performedBy;
  private final Ear ear;
  private final long timeoutMillis;

  VerifyRoutes(
      VerificationPool pool,
      InstantSource clock,
      Exchanges exchanges,
      VerifierKey key,
      RelayConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.exchanges = exchanges;
    this.key = key;
    this.performedBy = config.mode().relays() ? PerformedBy.RELAY : PerformedBy.VERIFIER;
    this.ear = new Ear(config.verifier().developer(), "aver-host " + version());
    this.timeoutMillis = config.relay().uploadTimeout().toMillis();
  }

  private static String version() {
    var version = VerifyRoutes.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }

  void routes(@Observes Router router) {
    router.post(PATH).handler(this::receive);
    router.get(KEY_PATH).handler(this::publish);
    router.route(PATH).handler(ApiError.only("POST"));
    router.route(KEY_PATH).handler(ApiError.only("GET"));
  }

  private void publish(RoutingContext context) {
    exchanges.count(context, "verifier-key");
    if (key.key().isEmpty()) {
      NO_KEY.send(context.response());
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/jwk+json")
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .end(JsonWriter.write(key.key().get().jwk()));
  }

  private void receive(RoutingContext context) {
    exchanges.count(context, "verify");
    var form =
        Representation.of(
            context.request().headers().getAll(HttpHeaders.ACCEPT), key.key().isPresent());
    BoundedBody.read(
        context,
        VerifyRequest.MAX_BODY,
        timeoutMillis,
        body ->
            form.ifPresentOrElse(
                asked -> enqueue(context, asked, body), () -> NO_TOKEN.send(context.response())));
  }

  private void enqueue(RoutingContext context, Representation form, byte[] body) {
    var loop = context.vertx().getOrCreateContext();
    if (!pool.submit(() -> verify(context, loop, form, body))) {
      BUSY.send(context.response());
    }
  }

  private void verify(RoutingContext context, Context loop, Representation form, byte[] body) {
    if (!JsonSyntax.holds(body)) {
      loop.runOnContext(done -> NOT_JSON.send(context.response()));
      return;
    }
    var judged = judge(Bytes.of(body));
    var text =
        form == Representation.TOKEN
            ? key.key().orElseThrow().sign(judged.as(ear))
            : JsonWriter.write(judged.result().toJson());
    loop.runOnContext(
        done ->
            context
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, form.mediaType())
                .putHeader(HttpHeaders.VARY, "Accept")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(text));
  }

  private Judged judge(Bytes body) {
    var defaults = Verification.at(clock.millis(), performedBy);
    try {
      var request = VerifyRequest.of(body, defaults);
      return new Judged(request.verify(), request.document(), request.options());
    } catch (Rejected unreadable) {
      return new Judged(UnreadableRequest.result(unreadable, defaults), body, defaults);
    }
  }

  /** A result, and what it is about. */
  private record Judged(AttestationResult result, Bytes document, Verification asked) {
    Json.Obj as(Ear ear) {
      return ear.claims(result, document, asked);
    }
  }
}
